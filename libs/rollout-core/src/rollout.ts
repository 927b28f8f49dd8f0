import { noCounts, type Counts, type Share } from './counts.js';
import type { Text } from './explain/text.js';
import type { ReleasePlan } from './plan.js';
import type { ReleaseStatus } from './status.js';
import type { Step } from './strategies/index.js';
import type { TargetError } from './target.js';
import type { NoWayBack } from './world.js';

export type PauseReason =
  | { readonly kind: 'step' }
  | { readonly kind: 'person'; readonly actor: string | null }
  | { readonly kind: 'failures'; readonly lost: number; readonly asked: number }
  | { readonly kind: 'no_evidence'; readonly wave: number }
  | { readonly kind: 'no_room'; readonly down: number }
  | { readonly kind: 'network'; readonly dark: number; readonly groups: readonly string[] }
  | { readonly kind: 'withdrawn'; readonly version: string }
  | {
      readonly kind: 'no_way_back';
      readonly lost: number;
      readonly asked: number;
      readonly why: NoWayBack;
    }
  | { readonly kind: 'emergency'; readonly actor: string | null }
  | {
      readonly kind: 'analysis';
      readonly verdict: 'fail' | 'inconclusive';
      readonly why: Text;
      /** What is against going back by itself. */
      readonly wayBack: NoWayBack | null;
    };

export type RollbackTrigger =
  | { readonly kind: 'person'; readonly actor: string | null }
  | { readonly kind: 'failures'; readonly lost: number; readonly asked: number }
  | { readonly kind: 'analysis'; readonly why: Text };

/** Who let a release through what holds others, and why. */
export interface Override {
  readonly actor: string | null;
  readonly reason: string;
  readonly at: number;
}

export interface WaveState {
  readonly size: number;
  readonly counts: Counts;
}

export interface GroupState {
  readonly size: number;
  readonly down: number;
  /** Silent since they were asked, and not forgiven. */
  readonly dark: number;
}

/** A release without its targets: small, and all that is needed to decide what comes next. Times are milliseconds. */
export interface Rollout {
  readonly status: ReleaseStatus;
  readonly revision: number;
  readonly plan: ReleasePlan;
  readonly steps: readonly Step[];
  readonly waves: readonly WaveState[];
  readonly groups: Readonly<Record<string, GroupState>>;
  /** Unavailable through this release and not forgiven; the sum over the groups. */
  readonly down: number;
  /** Lost and not forgiven. */
  readonly lost: number;
  /** The step that is under way; -1 until the gates let the first one begin. */
  readonly step: number;
  readonly stepStartedAt: number | null;
  /** A person asked to go on without waiting at pauses. */
  readonly skipsPauses: boolean;
  /** The pause that a person promoted; what comes after it opens as soon as the waves before it have settled. */
  readonly promotedStep: number | null;
  /** A person resumed after nobody in this wave had succeeded. */
  readonly acceptedWave: number | null;
  /** A person resumed in spite of what the judge said of this step; absent in releases that are older than it. */
  readonly acceptedStep?: number | null;
  readonly pause: PauseReason | null;
  /** When it is to be deployed by itself, once nothing is in its way. */
  readonly schedule: { readonly at: number; readonly actor: string | null } | null;
  /** A person let it go on in spite of freezes. */
  readonly freezeOverride: Override | null;
  /** A person let it start though its versions have not soaked in the earlier environment. */
  readonly soakOverride: Override | null;
  /** A person let it start without the approvals that are asked for. */
  readonly approvalOverride: Override | null;
  /** Why it could not be started at all. */
  readonly failure: TargetError | null;
  readonly rollback: {
    readonly trigger: RollbackTrigger;
    readonly startedAt: number;
    readonly deadlineAt: number;
  } | null;
  readonly deployedAt: number | null;
  readonly finishedAt: number | null;
}

export interface TargetChange {
  readonly nodeId: string;
  readonly wave: number;
  readonly group: string;
  readonly from: Share;
  readonly to: Share;
  /** Per bin, in the plan's order. */
  readonly generations: readonly number[];
  readonly error: TargetError | null;
}

export type ReleaseEvent =
  | { readonly type: 'release.edited'; readonly plan: ReleasePlan }
  | { readonly type: 'release.submitted' }
  | { readonly type: 'release.approved' }
  | { readonly type: 'release.scheduled'; readonly at: number; readonly actor: string | null }
  | { readonly type: 'release.unscheduled' }
  | { readonly type: 'release.failed'; readonly error: TargetError }
  | { readonly type: 'freeze.overridden'; readonly actor: string | null; readonly reason: string }
  | { readonly type: 'soak.overridden'; readonly actor: string | null; readonly reason: string }
  | { readonly type: 'approval.bypassed'; readonly actor: string | null; readonly reason: string }
  | { readonly type: 'approval.voided'; readonly actor: string | null }
  | { readonly type: 'release.rejected'; readonly reason: string | null }
  | { readonly type: 'release.cancelled'; readonly reason: string | null }
  | {
      readonly type: 'release.deployed';
      readonly steps: readonly Step[];
      readonly waveSizes: readonly number[];
      readonly groupSizes: Readonly<Record<string, number>>;
    }
  | { readonly type: 'step.completed'; readonly step: number; readonly isSkipped: boolean }
  | { readonly type: 'targets.changed'; readonly changes: readonly TargetChange[] }
  | { readonly type: 'release.paused'; readonly reason: PauseReason }
  /** By a person; or by itself, because a node is back whose place was missing. */
  | { readonly type: 'release.resumed'; readonly because?: 'room' }
  | { readonly type: 'release.retried'; readonly nodes: number }
  | { readonly type: 'release.nodes_skipped'; readonly nodes: number }
  | { readonly type: 'release.promoted'; readonly step: number; readonly isFull: boolean }
  | { readonly type: 'rollback.started'; readonly trigger: RollbackTrigger; readonly deadlineAt: number }
  | { readonly type: 'release.stopped'; readonly reason: string | null }
  | { readonly type: 'release.superseded'; readonly by: number }
  | {
      readonly type: 'targets.joined';
      readonly wave: number;
      readonly groupSizes: Readonly<Record<string, number>>;
    }
  | {
      readonly type: 'release.finished';
      readonly status:
        'completed' | 'completed_with_exceptions' | 'rolled_back' | 'rolled_back_with_exceptions';
    };

export function draftRollout(plan: ReleasePlan): Rollout {
  return {
    status: 'draft',
    revision: 1,
    plan,
    steps: [],
    waves: [],
    groups: {},
    down: 0,
    lost: 0,
    step: -1,
    stepStartedAt: null,
    skipsPauses: false,
    promotedStep: null,
    acceptedWave: null,
    pause: null,
    schedule: null,
    freezeOverride: null,
    soakOverride: null,
    approvalOverride: null,
    failure: null,
    rollback: null,
    deployedAt: null,
    finishedAt: null,
  };
}

export function currentStep(rollout: Rollout): Step | undefined {
  return rollout.steps[rollout.step];
}

/** The highest wave that was opened; -1 before the first. */
export function openWave(rollout: Rollout): number {
  const opened = rollout.steps
    .slice(0, rollout.step + 1)
    .flatMap((step) => (step.kind === 'wave' ? [step.wave] : []));
  return rollout.deployedAt === null ? -1 : (opened.at(-1) ?? -1);
}

export function emptyWave(size: number): WaveState {
  return { size, counts: { ...noCounts(), pending: size } };
}
