/** A node that has not yet confirmed what it should run is asked to come back this soon. */
const UNDER_WAY_SECONDS = 10;
const JITTER_SHARE = 0.2;

/**
 * When a node should call again. `random` in [0, 1) spreads nodes that all started in one second over a fifth of
 * the interval around its length.
 */
export function syncAfterSeconds(idleSeconds: number, isSettled: boolean, random: number): number {
  const base = isSettled ? idleSeconds : Math.min(UNDER_WAY_SECONDS, idleSeconds);
  const jittered = base * (1 + JITTER_SHARE * (random - 0.5));
  return Math.round(jittered * 100) / 100;
}
