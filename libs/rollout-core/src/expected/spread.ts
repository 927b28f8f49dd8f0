/** How fast it is taken to go: as on most days, or as on a slow one. */
export type Mode = 'likely' | 'slow';

/** What one node takes, as drawn from those that are known. */
export interface Spread {
  /** One after the other they take this long each. */
  readonly each: number;
  /** The last of so many that begin together is done after this long. */
  lastOf(count: number): number;
}

const SLOW_SHARE = 0.9;

/** At least one figure. */
export function spreadOf(figures: readonly number[], mode: Mode): Spread {
  const sorted = [...figures].sort((a, b) => a - b);
  const mean = sorted.reduce((sum, figure) => sum + figure, 0) / sorted.length;
  if (mode === 'likely') return { each: mean, lastOf: (count) => shareOf(sorted, count / (count + 1)) };
  return {
    each: Math.max(mean, shareOf(sorted, SLOW_SHARE)),
    // All of them are done by then on nine days of ten.
    lastOf: (count) => shareOf(sorted, SLOW_SHARE ** (1 / count)),
  };
}

/** The figure that this share of the others does not exceed. */
export function shareOf(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const [below = 0, above = below] = sorted.slice(Math.floor(place), Math.floor(place) + 2);
  return below + (above - below) * (place - Math.floor(place));
}
