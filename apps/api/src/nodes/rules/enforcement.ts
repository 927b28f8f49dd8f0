/** A finding of an environment in which drift is put back. */
export interface Enforceable {
  readonly id: string;
  readonly attempts: number;
  /** When the next attempt may be made; null before the first. Milliseconds. */
  readonly nextAttemptAt: number | null;
  /** Is it there to be asked: online, not held, not claimed by a release? */
  readonly isReachable: boolean;
}

export const MAX_ATTEMPTS = 3;
const FIRST_PAUSE_MS = 5 * 60_000;

/**
 * Which findings are asked now. One that was asked and has not come back keeps its place until it is closed, so nodes on which it
 * does not work are never more than `maxAtOnce`: nothing is asked of the next before these are well.
 */
export function chooseEnforced<T extends Enforceable>(
  open: readonly T[],
  maxAtOnce: number,
  now: number,
): readonly T[] {
  const tried = open.filter(({ attempts }) => attempts > 0);
  const again = tried.filter(
    ({ attempts, nextAttemptAt, isReachable }) =>
      isReachable && attempts < MAX_ATTEMPTS && (nextAttemptAt ?? 0) <= now,
  );
  const fresh = open.filter(({ attempts, isReachable }) => attempts === 0 && isReachable);
  return [...again, ...fresh.slice(0, Math.max(maxAtOnce - tried.length, 0))];
}

/** How long an attempt has until it is made again: 5, 15, then 45 minutes. */
export function pauseAfterMs(attempts: number): number {
  return FIRST_PAUSE_MS * 3 ** Math.max(attempts - 1, 0);
}
