export const TARGET_STATUSES = [
  'pending', // not asked yet
  'assigned', // asked
  'updating', // the agent is at it
  'baking', // runs the new build, not yet for long enough
  'succeeded',
  'failed', // says that it did not work
  'timed_out', // did not get there by its deadline
  'dark', // silent since it was asked
  'skipped', // offline before it was asked
  'reverting', // asked to go back
  'reverted',
  'revert_failed', // not seen back by the deadline
] as const;
export type TargetStatus = (typeof TARGET_STATUSES)[number];

export interface TargetError {
  readonly code: string;
  readonly message: string;
}

/** One node in one release. Times are milliseconds of the server's clock. */
export interface Target {
  readonly nodeId: string;
  readonly wave: number;
  /** Place in the order of asking. */
  readonly rank: number;
  /** Value of the label that caps are counted by; empty without one. */
  readonly group: string;
  /** What it should run, for its architecture. */
  readonly digest: string;
  readonly status: TargetStatus;
  /** Counts as unavailable: asked and not yet known to serve again. */
  readonly isDown: boolean;
  /** A person resumed the release knowing of this failure, so it counts no more. */
  readonly isForgiven: boolean;
  /** Generation of the desired state that this release last gave it; 0 before. */
  readonly generation: number;
  /** What it ran before this release; set when it is first asked, null when that was nothing. */
  readonly previous: { readonly sha256: string } | null;
  readonly assignedAt: number | null;
  readonly readySince: number | null;
  readonly since: number;
  /** When the engine must look at it again even if nothing is heard; null for never. */
  readonly dueAt: number | null;
  readonly error: TargetError | null;
}

/** What is known about a node when the engine decides. */
export interface NodeFacts {
  readonly nodeId: string;
  readonly desiredGeneration: number;
  readonly protocol: 'agent' | 'seed';
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
  /** Why it is passed by for now: held on the host, or no longer a node that this release may change. */
  readonly away: 'held' | 'left' | null;
  readonly lastSeenAt: number | null;
  readonly intervalSeconds: number;
}

const IN_FLIGHT: readonly TargetStatus[] = ['assigned', 'updating', 'baking'];
const LOST: readonly TargetStatus[] = ['failed', 'timed_out', 'dark'];

export function isInFlight(status: TargetStatus): boolean {
  return IN_FLIGHT.includes(status);
}

export function isLost(status: TargetStatus): boolean {
  return LOST.includes(status);
}

/** Was it given the new build by this release, and not yet asked to go back? */
export function isExposed(status: TargetStatus): boolean {
  return isInFlight(status) || isLost(status) || status === 'succeeded';
}

/** A long poll alone may last nearly this long. */
const OFFLINE_AFTER_AT_LEAST_SECONDS = 60;

/** Silent for so long that a question would reach nobody. */
export function isOffline(facts: Pick<NodeFacts, 'lastSeenAt' | 'intervalSeconds'>, now: number): boolean {
  const silentSeconds = Math.max(10 * facts.intervalSeconds, OFFLINE_AFTER_AT_LEAST_SECONDS);
  return facts.lastSeenAt === null || now - facts.lastSeenAt > silentSeconds * 1000;
}

/** Silence after being asked is judged by the plan, but never before an agent could have called again. */
export function darkAfterMs(facts: NodeFacts, darkAfterSeconds: number): number {
  return Math.max(darkAfterSeconds, 2.5 * facts.intervalSeconds) * 1000;
}
