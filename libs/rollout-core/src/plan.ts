import type { Amount } from './amount.js';

export interface PlanArtifact {
  readonly arch: string;
  readonly sha256: string;
  readonly sizeBytes: number;
}

export interface PlanBin {
  readonly binId: string;
  readonly bin: string;
  readonly versionId: string;
  readonly version: string;
  readonly artifacts: readonly PlanArtifact[];
}

export interface Selector {
  /** A node matches when each named label has one of the values. */
  readonly labels: Readonly<Record<string, readonly string[]>>;
  /** Empty: every node that the labels match. */
  readonly nodeIds: readonly string[];
}

export type CanaryStep =
  { readonly setWeight: number } | { readonly pause: { readonly seconds: number | null } };

export interface RollingStrategy {
  readonly type: 'rolling';
  readonly batch: Amount;
}

export interface CanaryStrategy {
  readonly type: 'canary';
  readonly steps: readonly CanaryStep[];
  readonly stratifyBy: readonly string[];
}

export type Strategy = RollingStrategy | CanaryStrategy;

/** Everything that decides what will run where and how it gets there; an approval names the hash of exactly this. */
export interface ReleasePlan {
  readonly environmentId: string;
  readonly bins: readonly PlanBin[];
  readonly selector: Selector;
  readonly strategy: Strategy;
  readonly maxUnavailable: Amount;
  readonly maxUnavailablePerGroup: { readonly label: string; readonly max: Amount } | null;
  readonly minReadySeconds: number;
  readonly nodeDeadlineSeconds: number;
  readonly darkAfterSeconds: number;
  readonly failureThreshold: Amount;
  readonly onFailure: 'rollback' | 'pause';
  readonly rollbackDeadlineSeconds: number;
  /** How many nodes more than `nodeCount` may be there at deploy without a new approval. */
  readonly nodeGrowth: Amount;
  /** Nodes that the selector matched when the plan was made. */
  readonly nodeCount: number;
}

/** The same text for the same plan, whatever order its fields were written in. */
export function canonicalPlan(plan: ReleasePlan): string {
  return JSON.stringify(sorted(plan));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}

/** Picks the same nodes for the same content, other ones for the next version. */
export function selectionSeed(plan: ReleasePlan): string {
  return plan.bins.map(({ bin, version }) => `${bin}@${version}`).join('+');
}

export type ArtifactChoice =
  | { readonly ok: true; readonly sha256: string; readonly sizeBytes: number }
  | { readonly ok: false; readonly reason: 'arch_unknown' | 'arch_missing' };

/** The artifact for an architecture; an unknown one gets the only artifact that there is. */
export function artifactFor(bin: Pick<PlanBin, 'artifacts'>, arch: string | null): ArtifactChoice {
  const exact =
    bin.artifacts.find((artifact) => artifact.arch === arch) ??
    bin.artifacts.find(({ arch: any }) => any === 'any');
  const only = arch === null && bin.artifacts.length === 1 ? bin.artifacts[0] : undefined;
  const found = exact ?? only;
  if (found) return { ok: true, sha256: found.sha256, sizeBytes: found.sizeBytes };
  const isChoice = arch === null && bin.artifacts.length > 0;
  return { ok: false, reason: isChoice ? 'arch_unknown' : 'arch_missing' };
}
