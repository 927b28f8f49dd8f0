import { TARGET_STATUSES, type Target, type TargetStatus } from './target.js';

/** How many targets stand where. The numbers always add up to the number of targets. */
export type Counts = Readonly<Record<TargetStatus, number>>;

export function noCounts(): Counts {
  return Object.fromEntries(TARGET_STATUSES.map((status) => [status, 0])) as unknown as Counts;
}

export function totalOf(counts: Counts): number {
  return TARGET_STATUSES.reduce((sum, status) => sum + counts[status], 0);
}

export function sumCounts(list: readonly Counts[]): Counts {
  return Object.fromEntries(
    TARGET_STATUSES.map((status) => [status, list.reduce((sum, counts) => sum + counts[status], 0)]),
  ) as unknown as Counts;
}

export function inFlightOf(counts: Counts): number {
  return counts.assigned + counts.updating + counts.baking;
}

export function exposedOf(counts: Counts): number {
  return inFlightOf(counts) + counts.succeeded + counts.failed + counts.timed_out + counts.dark;
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
