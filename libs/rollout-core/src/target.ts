export const TARGET_STATUSES = [
  'pending', // not asked yet
  'staging', // fetches the new build beside what it runs
  'staged', // has the new build beside what it runs
  'assigned', // asked
  'updating', // the agent is at it
  'baking', // runs the new build, not yet for long enough
  'succeeded',
  'failed', // says that it did not work
  'timed_out', // did not get there by its deadline
  'dark', // silent since it was asked
  'retrying', // lost, and to be asked once more
  'skipped', // offline before it was asked
  'excluded', // left out by a person
  'reverting', // asked to go back
  'reverted',
  'revert_failed', // not seen back by the deadline
] as const;
export type TargetStatus = (typeof TARGET_STATUSES)[number];

export interface TargetError {
  readonly code: string;
  readonly message: string;
}

/** One bin on one node in one release. */
export interface TargetBin {
  readonly binId: string;
  /** What it should run, for its architecture. */
  readonly digest: string;
  /** What this release last asked of it; null before. */
  readonly asked: 'stage' | 'activate' | 'revert' | null;
  /** Generation of the desired state that this release last gave it; 0 before. */
  readonly generation: number;
  /** What it ran before this release; set when it is first asked, null when that was nothing. */
  readonly previous: { readonly sha256: string } | null;
}

/** One node in one release. Times are milliseconds of the server's clock. */
export interface Target {
  readonly nodeId: string;
  readonly wave: number;
  /** Place in the order of asking. */
  readonly rank: number;
  /** Value of the label that caps are counted by; empty without one. */
  readonly group: string;
  /** In the order in which they are activated. */
  readonly bins: readonly TargetBin[];
  readonly status: TargetStatus;
  /** Counts as unavailable: asked and not yet known to serve again. */
  readonly isDown: boolean;
  /** A person resumed the release knowing of this failure, so it counts no more. */
  readonly isForgiven: boolean;
  /** When it was asked for what it is doing now. */
  readonly assignedAt: number | null;
  readonly readySince: number | null;
  readonly since: number;
  /** When the engine must look at it again even if nothing is heard; null for never. */
  readonly dueAt: number | null;
  readonly error: TargetError | null;
}

/** What is known of one bin on a node. */
export interface BinFacts {
  readonly desiredGeneration: number;
  readonly observed: {
    readonly sha256: string | null;
    /** Last generation that the agent acted on; always 0 for agents of the seed's protocol. */
    readonly generation: number;
    readonly isHealthy: boolean | null;
    /** Since when it is known to run this. */
    readonly since: number;
  } | null;
  /** The latest progress report. */
  readonly progress: {
    readonly generation: number;
    readonly phase: string;
    readonly error: TargetError | null;
  } | null;
  /** What it should run by the word before; a seed agent that is up to date says nothing itself. */
  readonly desiredSha256: string | null;
}

export type Absence = 'held' | 'left' | 'quarantined';

/** What is known about a node when the engine decides. */
export interface NodeFacts {
  readonly nodeId: string;
  readonly protocol: 'agent' | 'seed';
  /** Why it is passed by for now; null when nothing is against asking it. */
  readonly away: Absence | null;
  readonly lastSeenAt: number | null;
  readonly intervalSeconds: number;
  /** In the order of the plan's bins. */
  readonly bins: readonly BinFacts[];
}

const IN_FLIGHT: readonly TargetStatus[] = ['assigned', 'updating', 'baking'];
const LOST: readonly TargetStatus[] = ['failed', 'timed_out', 'dark'];

export function isInFlight(status: TargetStatus): boolean {
  return IN_FLIGHT.includes(status);
}

export function isLost(status: TargetStatus): boolean {
  return LOST.includes(status);
}

/** Was it given anything by this release, and not yet asked to go back? */
export function isExposed(status: TargetStatus): boolean {
  return (
    isInFlight(status) ||
    isLost(status) ||
    isStaging(status) ||
    status === 'succeeded' ||
    status === 'retrying'
  );
}

/** Has the new build, or is fetching it, and still runs the old one. */
export function isStaging(status: TargetStatus): boolean {
  return status === 'staging' || status === 'staged';
}

/** Is any of it to keep what it was last given beside what it runs? */
export function isLaidReady({ bins }: Pick<Target, 'bins'>): boolean {
  return bins.some(({ asked }) => asked === 'stage');
}

/** Was it ever told to run the new build? What was only staged changed nothing that runs. */
export function hasActivated({ bins }: Pick<Target, 'bins'>): boolean {
  return bins.some(({ asked }) => asked === 'activate' || asked === 'revert');
}

/** A long poll alone may last nearly this long. */
const OFFLINE_AFTER_AT_LEAST_SECONDS = 60;

/** Silent for so long that a question would reach nobody. */
export function isOffline(facts: Pick<NodeFacts, 'lastSeenAt' | 'intervalSeconds'>, now: number): boolean {
  const silentSeconds = Math.max(10 * facts.intervalSeconds, OFFLINE_AFTER_AT_LEAST_SECONDS);
  return facts.lastSeenAt === null || now - facts.lastSeenAt > silentSeconds * 1000;
}

/** Whoever talks has spoken by then, as the console was there to hear it; before, silence proves nothing. */
export function heardOutAt(facts: NodeFacts, darkAfterSeconds: number, hearingSince: number): number {
  return hearingSince + darkAfterMs(facts, darkAfterSeconds);
}

/** Silence after being asked is judged by the plan, but never before an agent could have called again. */
export function darkAfterMs(facts: NodeFacts, darkAfterSeconds: number): number {
  return Math.max(darkAfterSeconds, 2.5 * facts.intervalSeconds) * 1000;
}
