import type { DeclaredFreeze, DeclaredPlan, EnvironmentName, Report, Verdict, Wish } from '../words.js';

export const ORDERS = [
  'submit',
  'approve',
  'reject',
  'cancel',
  'deploy',
  'deploy_or_wait',
  'deploy_over',
  'schedule',
  'unschedule',
  'override_freeze',
  'override_soak',
  'pause',
  'resume',
  'promote',
  'promote_fully',
  'abort',
  'rollback',
  'retry',
  'skip',
] as const;
export type Order = (typeof ORDERS)[number];

/** One thing that the world asks of the console under test; each is one transaction there. */
export type Call =
  | {
      readonly kind: 'create';
      readonly releaseId: string;
      readonly plan: DeclaredPlan;
      readonly author: string;
    }
  | {
      readonly kind: 'edit';
      readonly releaseId: string;
      readonly plan: DeclaredPlan;
      readonly person: string;
    }
  | {
      readonly kind: 'order';
      readonly releaseId: string;
      readonly order: Order;
      readonly person: string;
      /** What the person saw; null for a simple client that did not look. */
      readonly expectedRevision: number | null;
      /** Idempotency-Key: the same order sent again with it has no second effect; null: sent without one. */
      readonly key: string | null;
      /** Whom it is about, for orders about single nodes; empty for all others. */
      readonly nodeIds: readonly string[];
      /** When it is to begin by itself, for `schedule`; null for all others. */
      readonly startAt: number | null;
    }
  | { readonly kind: 'report'; readonly report: Report }
  | { readonly kind: 'tick'; readonly releaseId: string }
  /** A process reads and decides, and then stands still; what it wants to write comes with `wake`, long after. */
  | { readonly kind: 'stall'; readonly releaseId: string }
  | { readonly kind: 'wake'; readonly releaseId: string }
  /** Somebody writes an entry of the freeze calendar, in place of the one of that id, or takes it out (null). */
  | { readonly kind: 'freeze'; readonly id: string; readonly freeze: DeclaredFreeze | null }
  | { readonly kind: 'move'; readonly nodeId: string; readonly isMember: boolean }
  /** Somebody stops everything, or lets it go on. */
  | { readonly kind: 'emergency'; readonly isStopped: boolean; readonly person: string }
  /** Two agents spoke in its name; or a person found out which of them is the right one. */
  | { readonly kind: 'quarantine'; readonly nodeId: string; readonly isQuarantined: boolean }
  | { readonly kind: 'withdraw'; readonly digest: string }
  /** From now on somebody must approve what is released there, or nobody; what is open there is asked for anew. */
  | { readonly kind: 'policy'; readonly environment: EnvironmentName; readonly asksApproval: boolean }
  /** A process looks whether a scheduled release may begin. */
  | { readonly kind: 'due'; readonly releaseId: string }
  /** A process looks for nodes that came since the release began. */
  | { readonly kind: 'join'; readonly releaseId: string }
  /** What the judge says of that step from now on, in place of all that it said of the release before; null: nothing. */
  | {
      readonly kind: 'judge';
      readonly releaseId: string;
      readonly step: number;
      readonly verdict: Verdict | null;
    };

/** A change of what one node should run, found in the store and not in what the engine says. */
export interface Write {
  readonly nodeId: string;
  readonly bin: string;
  readonly generation: number;
  readonly sha256: string | null;
  readonly action: Wish['action'];
  readonly releaseId: string | null;
}

export interface TargetView {
  readonly nodeId: string;
  readonly wave: number;
  readonly group: string;
  readonly status: string;
  readonly isForgiven: boolean;
  readonly error: string | null;
}

export interface ReleaseView {
  readonly id: string;
  readonly status: string;
  readonly revision: number;
  readonly pause: string | null;
  readonly planHash: string;
  /** Place in the timeline of the step that is under way, and what it is; -1 and null before the first. */
  readonly step: number;
  readonly stepKind: string | null;
  /** What the release itself says of its waves: targets by status. */
  readonly waves: readonly Readonly<Record<string, number>>[];
  readonly targets: readonly TargetView[];
}

/** One line of the stored history. */
export interface HistoryLine {
  readonly releaseId: string;
  readonly revision: number;
  readonly type: string;
  readonly at: number;
  readonly status: string | null;
  readonly changes: readonly { readonly nodeId: string; readonly from: string; readonly to: string }[];
  /** Why it was paused or goes back, or that a step was skipped. */
  readonly detail: string | null;
  /** Place in the plan's timeline of the step that was completed. */
  readonly step: number | null;
}

export interface Answer {
  /** Code of the refusal; null when it was done. */
  readonly refusal: string | null;
  readonly wishes: readonly Wish[];
  readonly writes: readonly Write[];
  /** Releases that this call changed, as they are now. */
  readonly releases: readonly ReleaseView[];
  readonly history: readonly HistoryLine[];
  /** Releases that should be looked at soon. */
  readonly touched: readonly string[];
  /** A release that the call made in place of the one that it named. */
  readonly newRelease: { readonly id: string; readonly plan: DeclaredPlan } | null;
}

/** What is stored in the end, in words that every console shares: without ids, hashes and texts of its own. */
export interface StoredState {
  readonly releases: readonly {
    readonly id: string;
    readonly status: string;
    readonly targets: Readonly<Record<string, string>>;
    /** Steps with the verdicts that something came of, in their order. */
    readonly verdicts: readonly string[];
  }[];
  readonly desired: readonly Omit<Write, 'releaseId'>[];
}

/**
 * What a simulation drives: in memory on the rules of `rollout-core`, or the console on PostgreSQL. `now` is the
 * server's clock.
 */
export interface Console {
  perform(call: Call, now: number): Answer | Promise<Answer>;
  /** Releases in the order in which they were made, rows in the order of node and bin. */
  state(): StoredState | Promise<StoredState>;
}

/** What the release is called that puts back what `id` replaced; there may be several, one after the other. */
export function wayBackId(id: string, isTaken: (id: string) => boolean): string {
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? `${id}-back` : `${id}-back-${count}`;
    if (!isTaken(name)) return name;
  }
}
