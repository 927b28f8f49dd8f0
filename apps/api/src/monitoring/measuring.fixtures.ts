import { WINDOW_SECONDS } from '../nodes/index.js';

export const BOUNDS = [0.01, 0.1, 1];

/** First second of a window that is over, so many windows ago. */
export function windowAgo(windows: number, now = Date.now()): number {
  return (Math.floor(now / 1_000 / WINDOW_SECONDS) - windows - 1) * WINDOW_SECONDS;
}

export function counted(count: number, errors: number, counts: readonly number[]): object {
  return { count, errors, explicit: [{ bounds: BOUNDS, counts }] };
}
