/** What was counted of one cohort in a while: requests, and those of them that were bad. */
export interface Counted {
  readonly requests: number;
  /** Failed or slow ones; not more than requests. */
  readonly bad: number;
}

/** The same seconds and the same stratum of both cohorts. */
export interface CountedPair {
  readonly canary: Counted;
  readonly baseline: Counted;
}

/** All strata in the same seconds. */
export type CountedWindow = readonly CountedPair[];

/** What the bad requests of a pair say, if those of the canary are `ratio` times as often bad; null when they say nothing. */
export interface Share {
  readonly bad: number;
  /** How many more of them the canary has than its share. */
  readonly surplus: number;
  /** How much that scatters by chance alone. */
  readonly variance: number;
}

export function shareOf({ canary, baseline }: CountedPair, ratio: number): Share | null {
  const bad = canary.bad + baseline.bad;
  if (canary.requests <= 0 || baseline.requests <= 0 || bad <= 0) return null;
  const share = (ratio * canary.requests) / (ratio * canary.requests + baseline.requests);
  const variance = bad * share * (1 - share) * roomOf({ canary, baseline });
  return { bad, surplus: canary.bad - bad * share, variance };
}

/**
 * Where many requests are bad, it is no wonder that both cohorts have about their share of them: drawn without putting
 * back, they scatter less. Not trusted beyond a half, where few good requests decide.
 */
export function roomOf({ canary, baseline }: CountedPair): number {
  const share = (canary.bad + baseline.bad) / (canary.requests + baseline.requests);
  return Math.max(0.5, 1 - share);
}

/** How many times as often requests of the canary are bad, within windows and strata (Mantel and Haenszel 1959); null when unknown. */
export function ratioOf(windows: readonly CountedWindow[]): number | null {
  let [above, below] = [0, 0];
  for (const { canary, baseline } of windows.flat()) {
    const requests = canary.requests + baseline.requests;
    if (canary.requests <= 0 || baseline.requests <= 0) continue;
    above += (canary.bad * baseline.requests) / requests;
    below += (baseline.bad * canary.requests) / requests;
  }
  if (above === 0 && below === 0) return null;
  // Where one of them has no bad ones, the other is not endlessly worse.
  return above > 0 && below > 0 ? above / below : (above + 0.5) / (below + 0.5);
}
