import { TARGET_STATUSES, type Target, type TargetStatus } from './target.js';

/** How many targets stand where. The numbers always add up to the number of targets. */
export type Counts = Readonly<Record<TargetStatus, number>>;

const NO_COUNTS = Object.freeze(
  Object.fromEntries(TARGET_STATUSES.map((status) => [status, 0])),
) as unknown as Counts;

export function noCounts(): Counts {
  return NO_COUNTS;
}

export function totalOf(counts: Counts): number {
  return TARGET_STATUSES.reduce((sum, status) => sum + counts[status], 0);
}

export function sumCounts(list: readonly Counts[]): Counts {
  const sums: Record<TargetStatus, number> = { ...NO_COUNTS };
  for (const counts of list) for (const status of TARGET_STATUSES) sums[status] += counts[status];
  return sums;
}

export function inFlightOf(counts: Counts): number {
  return counts.assigned + counts.updating + counts.baking;
}

/** Told to run the new build, whatever came of it. */
export function exposedOf(counts: Counts): number {
  const lost = counts.failed + counts.timed_out + counts.dark;
  return inFlightOf(counts) + counts.succeeded + lost + counts.retrying;
}

/** Given anything at all, if only to keep beside what it runs. */
export function askedOf(counts: Counts): number {
  return exposedOf(counts) + counts.staging + counts.staged;
}

/** Whose turn has come, or will without anybody's doing. */
export function waitingOf(counts: Counts): number {
  return counts.pending + counts.retrying + counts.staging + counts.staged;
}

/** What one target adds to the sums of a release. */
export interface Share {
  readonly status: TargetStatus;
  readonly isDown: boolean;
  readonly isForgiven: boolean;
}

export function shareOf(target: Target): Share {
  return { status: target.status, isDown: target.isDown, isForgiven: target.isForgiven };
}

export function blocksRoom(share: Share): boolean {
  return share.isDown && !share.isForgiven;
}
