import type { DeclaredFreeze, DeclaredPlan, EnvironmentName } from '../words.js';

export const FAULTS = [
  'drop',
  'duplicate',
  'delay',
  'crash',
  'crash_in_update',
  'flap',
  'dark',
  'late',
  'network',
  'skewed_clock',
  'lie_unassigned',
  'lie_old',
  'lie_digest',
  'disk_full',
  'corrupt',
  'wiped',
  'slow',
  'held',
  'left',
  'engine_killed',
  'wake_lost',
  'tick_twice',
  'engine_stalled',
  'freeze',
  'emergency',
  'cloned',
] as const;
export type FaultKind = (typeof FAULTS)[number];
/** What a drawn world may be without, where that can't be played. */
export type LeftOut = FaultKind | 'clock_change';

export interface NodeSpec {
  readonly id: string;
  readonly environment: EnvironmentName;
  readonly pop: string;
  readonly protocol: 'agent' | 'seed';
  readonly intervalSeconds: number;
  /** Does a change reach it at once, by a call that the console holds? */
  readonly isPushed: boolean;
  readonly downloadMs: number;
  readonly swapMs: number;
  readonly checkMs: number;
}

/** How often the console thinks that a node calls; of agents of the older protocol it knows only that cron starts them. */
export function expectedSeconds({ protocol, intervalSeconds }: NodeSpec): number {
  return protocol === 'seed' ? 60 : intervalSeconds;
}

export interface Build {
  readonly version: string;
  readonly digest: string;
  /** Hosts on which the program never comes up. */
  readonly badOn: ReadonlySet<string>;
  /** Hosts on which it comes up, and breaks so long after. */
  readonly breaksOn: ReadonlyMap<string, number>;
  /** Whoever runs it can't go back to a build that is older. */
  readonly isBarrier: boolean;
  /** When somebody withdraws it; null for never. */
  readonly withdrawnAt: number | null;
}

export interface Fault {
  readonly kind: FaultKind;
  readonly from: number;
  readonly until: number;
  readonly nodeIds: ReadonlySet<string>;
}

export interface PlannedRelease {
  readonly id: string;
  readonly at: number;
  readonly plan: DeclaredPlan;
  /** Another plan that it is edited to while it is a draft, or later, where that is refused. */
  readonly editedTo: DeclaredPlan | null;
}

/** Production takes only what completed in staging, and has run there for so many whole hours. */
export interface PromotionRule {
  readonly hours: number;
}

/** A person wants what was released there last to go back. */
export interface PlannedReturn {
  readonly at: number;
  readonly environment: EnvironmentName;
}

/** The approval policy of production is edited. */
export interface PlannedPolicy {
  readonly at: number;
  readonly asksApproval: boolean;
}

/** Somebody enters it into the calendar, and perhaps takes it out. */
export interface PlannedFreeze {
  readonly id: string;
  readonly enteredAt: number;
  /** Null: never. */
  readonly removedAt: number | null;
  /** When somebody wants to go back in it; null: nobody does. */
  readonly goBackAt: number | null;
  readonly freeze: DeclaredFreeze;
}

/** What there is when a world begins. */
export type Setting = Pick<Scenario, 'nodes' | 'builds' | 'promotion'>;

/** Everything that will be tried, drawn from one seed before anything happens. Times are milliseconds from its beginning. */
export interface Scenario {
  readonly seed: number;
  /** When it begins, in milliseconds since 1970. */
  readonly startsAt: number;
  readonly nodes: readonly NodeSpec[];
  /** In the order in which they were made; the first runs everywhere when the world begins. */
  readonly builds: readonly Build[];
  /** Bins that the hosts run when the world begins. */
  readonly installed: readonly string[];
  readonly releases: readonly PlannedRelease[];
  readonly faults: readonly Fault[];
  readonly freezes: readonly PlannedFreeze[];
  /** Null: production takes everything. */
  readonly promotion: PromotionRule | null;
  readonly returns: readonly PlannedReturn[];
  readonly policies: readonly PlannedPolicy[];
  /** From here on nothing is broken any more, and people see to it that everything ends. */
  readonly calmAt: number;
  readonly tickMs: number;
}
