import type { LocalizedText } from './types';

export type Lifecycle = 'observing' | 'active' | 'maintenance' | 'drained' | 'retired' | 'replaced';
export type Presence = 'online' | 'stale' | 'offline' | 'never';
export type Labels = Readonly<Record<string, string>>;

export interface ErrorFact {
  readonly code: string;
  readonly message: string;
}

export interface NodeMembership {
  readonly projectId: string;
  readonly projectCode: string;
  readonly environmentId: string;
  readonly environmentCode: string;
}

export interface NodeBin {
  readonly bin: string;
  readonly sha256: string | null;
  readonly version: string | null;
  readonly healthy: boolean | null;
  readonly source: 'process' | 'file' | null;
  readonly reportedAt: string | null;
  readonly phase: string | null;
  readonly error: ErrorFact | null;
  readonly desired: {
    readonly sha256: string | null;
    readonly version: string | null;
    readonly generation: number;
    readonly action: string;
    readonly reason: string | null;
  } | null;
}

export interface FleetNode {
  readonly id: string;
  readonly name: string;
  readonly arch: string | null;
  readonly os: string | null;
  readonly osRelease: string | null;
  readonly agentVersion: string | null;
  readonly protocol: 'agent' | 'seed' | null;
  readonly labels: Labels;
  readonly lifecycle: Lifecycle;
  readonly presence: Presence;
  readonly lastSeenAt: string | null;
  readonly memberships: readonly NodeMembership[];
  readonly heldLocally: { readonly reason: string; readonly until: string | null } | null;
  readonly running: readonly NodeBin[];
  readonly createdAt: string;
}

export interface NodeSummary {
  readonly total: number;
  readonly online: number;
  readonly stale: number;
  readonly offline: number;
  readonly never: number;
  readonly byLifecycle: Readonly<Record<string, number>>;
}

export interface NodeToken {
  readonly id: string;
  readonly createdAt: string;
  readonly lastUsedAt?: string | null;
  readonly token?: string;
}

export interface EnrolmentToken {
  readonly id: string;
  readonly token?: string;
  readonly environmentIds?: readonly string[];
  readonly maxUses: number;
  readonly uses?: number;
  readonly expiresAt: string;
  readonly labels?: Labels | null;
  readonly lifecycle?: 'observing' | 'active';
  readonly revokedAt?: string | null;
  readonly createdAt?: string;
}

export interface NodeEvent {
  readonly id?: string;
  readonly at: string;
  readonly bin?: string | null;
  readonly phase?: string | null;
  readonly generation?: number | null;
  readonly durationMs?: number | null;
  readonly error?: ErrorFact | null;
  readonly text?: LocalizedText | null;
}

export interface NodeExplanation {
  readonly text: LocalizedText;
  readonly kind: string;
}
