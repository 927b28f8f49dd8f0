import type { ErrorFact, Labels, Presence } from './node-types';
import type { Amount, LocalizedText, Person } from './types';

export type ReleaseStatus =
  | 'draft'
  | 'pending_approval'
  | 'approved'
  | 'scheduled'
  | 'deploying'
  | 'paused'
  | 'rolling_back'
  | 'completed'
  | 'completed_with_exceptions'
  | 'rolled_back'
  | 'rolled_back_with_exceptions'
  | 'stopped'
  | 'failed'
  | 'rejected'
  | 'cancelled'
  | 'superseded';

export type TargetStatus =
  | 'pending'
  | 'assigned'
  | 'updating'
  | 'baking'
  | 'succeeded'
  | 'failed'
  | 'timed_out'
  | 'dark'
  | 'skipped'
  | 'reverting'
  | 'reverted'
  | 'revert_failed';

export type Counts = Readonly<Record<TargetStatus, number>> & { readonly total: number };

export type ReleaseAction =
  | 'submit'
  | 'approve'
  | 'reject'
  | 'cancel'
  | 'deploy'
  | 'pause'
  | 'resume'
  | 'promote'
  | 'abort'
  | 'rollback';

export type CanaryStep = { readonly setWeight: number } | { readonly pause: { readonly seconds?: number } };

export type Strategy =
  | { readonly type: 'rolling'; readonly batch: Amount }
  | {
      readonly type: 'canary';
      readonly steps: readonly CanaryStep[];
      readonly stratifyBy?: readonly string[];
    };

export interface ReleaseDraft {
  readonly environmentId?: string;
  readonly bins: readonly { readonly bin: string; readonly version: string }[];
  readonly title?: string;
  readonly notes?: string;
  readonly selector?: {
    readonly labels?: Readonly<Record<string, readonly string[]>>;
    readonly nodeIds?: readonly string[];
  };
  readonly strategy: Strategy;
  readonly maxUnavailable?: Amount;
  readonly maxUnavailablePerGroup?: { readonly label: string; readonly max: Amount };
  readonly minReadySeconds?: number;
  readonly nodeDeadlineSeconds?: number;
  readonly darkAfterSeconds?: number;
  readonly failureThreshold?: Amount;
  readonly onFailure?: 'rollback' | 'pause';
  readonly rollbackDeadlineSeconds?: number;
  readonly nodeGrowth?: Amount;
  readonly submit?: boolean;
}

export interface FromVersion {
  readonly version: string | null;
  readonly nodes: number;
}

export interface ReleasePreview {
  readonly planHash: string;
  readonly waves: readonly {
    readonly index: number;
    readonly title: LocalizedText;
    readonly size: number;
    readonly nodes: readonly Person[];
  }[];
  readonly nodeCount: number;
  readonly bytesTotal: number;
  readonly warnings: readonly LocalizedText[];
  readonly approvalsRequired: number;
  readonly whoMayApprove: readonly Person[];
  readonly fromVersions: readonly FromVersion[];
  readonly strategy: unknown;
}

export interface ReleaseSummary {
  readonly id: string;
  readonly number: number;
  readonly title: string | null;
  readonly kind: 'forward' | 'rollback';
  readonly status: ReleaseStatus;
  readonly revision: number;
  readonly project: { readonly id: string; readonly code: string; readonly name: string };
  readonly environment: {
    readonly id: string;
    readonly code: string;
    readonly name: string;
    readonly isProduction: boolean;
  };
  readonly bins: readonly {
    readonly bin: string;
    readonly version: string;
    readonly fromVersions: readonly FromVersion[];
  }[];
  readonly strategyType: 'rolling' | 'canary';
  readonly step: number;
  readonly stepCount: number;
  readonly progress: Counts;
  readonly headline: LocalizedText;
  readonly author: Person;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly needsMyApproval: boolean;
}

export type ConfirmLevel = 'none' | 'confirm' | 'typed';

export interface ActionState {
  readonly id: ReleaseAction;
  readonly allowed: boolean;
  readonly reason: LocalizedText | null;
  readonly confirmLevel: ConfirmLevel;
  readonly consequences: readonly LocalizedText[];
}

export interface ReleaseStep {
  readonly index: number;
  readonly kind: 'wave' | 'pause';
  readonly weightPercent: number | null;
  readonly nodes: number | null;
  readonly seconds: number | null;
  readonly status: 'pending' | 'active' | 'done' | 'skipped';
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly endsAt: string | null;
}

export interface Blocker {
  readonly kind: string;
  readonly text: LocalizedText;
  readonly since: string | null;
  readonly who: readonly Person[];
  readonly until: string | null;
}

export interface ApprovalDecision {
  readonly approver: Person;
  readonly decision: 'approved' | 'rejected';
  readonly reason: string | null;
  readonly at: string;
  readonly isCurrent: boolean;
}

export interface ReleaseDetail extends ReleaseSummary {
  readonly notes: string | null;
  readonly planHash: string;
  readonly plan: ReleaseDraft;
  readonly artifacts: readonly {
    readonly bin: string;
    readonly version: string;
    readonly arch: string;
    readonly sha256: string;
    readonly sizeBytes: number;
  }[];
  readonly rollbackOf: { readonly id: string; readonly number: number } | null;
  readonly rollbackReleaseId: string | null;
  readonly blockedBy: readonly Blocker[];
  readonly actions: readonly ActionState[];
  readonly approval: {
    readonly required: number;
    readonly given: number;
    readonly whoMayApprove: readonly Person[];
    readonly decisions: readonly ApprovalDecision[];
  };
  readonly steps: readonly ReleaseStep[];
  readonly waves: readonly { readonly index: number; readonly size: number; readonly counts: Counts }[];
  readonly exceptions: readonly {
    readonly nodeId: string;
    readonly nodeName: string;
    readonly status: TargetStatus;
    readonly error: ErrorFact | null;
  }[];
  readonly stopReason: LocalizedText | null;
}

export interface ReleaseTarget {
  readonly nodeId: string;
  readonly nodeName: string;
  readonly labels: Labels;
  readonly wave: number;
  readonly status: TargetStatus;
  readonly since: string | null;
  readonly error: ErrorFact | null;
  readonly from: { readonly sha256: string | null; readonly version: string | null } | null;
  readonly observed: {
    readonly sha256: string | null;
    readonly version: string | null;
    readonly healthy: boolean | null;
    readonly source: string | null;
    readonly phase: string | null;
  } | null;
  readonly lastSeenAt: string | null;
  readonly presence: Presence;
  readonly generation: number;
}

export interface ReleaseEvent {
  readonly seq: number;
  readonly type: string;
  readonly at: string;
  readonly actor: {
    readonly kind: 'user' | 'system';
    readonly id: string | null;
    readonly name: string | null;
  };
  readonly text: LocalizedText;
  readonly data?: unknown;
}

export interface DryRun {
  readonly consequences: readonly LocalizedText[];
  readonly allowed: boolean;
  readonly reason: LocalizedText | null;
}
