import type { Amount } from './amount.js';
import type { AllowedHours } from './calendar/index.js';

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

/** Labels that a node must have; each with one of the values. */
export type LabelSelector = Readonly<Record<string, readonly string[]>>;

export type CanaryStep =
  | { readonly setWeight: number }
  /** All nodes with these labels that are not in yet. */
  | { readonly select: LabelSelector }
  | { readonly pause: { readonly seconds: number | null } }
  | { readonly analysis: AnalysisTimes };

/** How long the judge looks before it may find nothing wrong, and how much longer what it lacks is waited for. */
export interface AnalysisTimes {
  readonly seconds: number;
  readonly waitSeconds: number;
}

export interface RollingStrategy {
  readonly type: 'rolling';
  /** Nodes per wave; null where `waves` names them. */
  readonly batch: Amount | null;
  /** Each wave by labels, in order; nodes that none of them matches make the last wave. Empty where `batch` counts. */
  readonly waves: readonly { readonly name: string | null; readonly labels: LabelSelector }[];
  /** Wait between waves; seconds null: until a person promotes. */
  readonly pause: { readonly seconds: number | null } | null;
  /** Before each wave but the first; absent where nobody judges. */
  readonly analysis?: AnalysisTimes;
}

export interface CanaryStrategy {
  readonly type: 'canary';
  readonly steps: readonly CanaryStep[];
  readonly stratifyBy: readonly string[];
}

export interface BlueGreenStrategy {
  readonly type: 'blue-green';
  /** swap: stop the old, start the new; side-by-side: the host moves traffic to the new one beside the old. */
  readonly mode: 'swap' | 'side-by-side';
  /** False: a person promotes when the new build is staged everywhere. */
  readonly isAutomatic: boolean;
  /** How long the old build is kept, so that going back is as instant. */
  readonly rollbackWindowSeconds: number;
}

export type Strategy = RollingStrategy | CanaryStrategy | BlueGreenStrategy;

/** One thing that is looked at while the new build runs beside the old one. */
export interface PlannedCheck {
  readonly check: Readonly<Record<string, string | number>>;
  /** Shown, but without a say. */
  readonly isShadow: boolean;
}

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
  /** When waves may begin; null: at any time. */
  readonly hours: AllowedHours | null;
  /** What nodes get that join while it is under way. */
  readonly lateJoiners: 'baseline' | 'last_wave';
  /** What the judge looks at, in its own words; absent where nobody judges. */
  readonly checks?: readonly PlannedCheck[];
  /** Nodes that the selector matched when the plan was made. */
  readonly nodeCount: number;
}

/** Must every node have all of the new build before any of it is activated there? */
export function needsStaging({ bins, strategy }: Pick<ReleasePlan, 'bins' | 'strategy'>): boolean {
  return strategy.type === 'blue-green' || bins.length > 1;
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
