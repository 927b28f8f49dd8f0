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

/** Where one side has no traffic there is nothing to compare with. */
export function isComparable({ canary, baseline }: CountedPair): boolean {
  return canary.requests > 0 && baseline.requests > 0;
}

/** How the bad requests of pairs lie between the cohorts. */
export interface Spread {
  /** How many more bad requests the canary has than its share. */
  readonly surplus: number;
  /** How much that scatters by chance alone. */
  readonly variance: number;
}

/** @param ratio how many times as often requests of the canary are bad */
export function spreadOf(window: CountedWindow, ratio: number): Spread {
  let [surplus, variance] = [0, 0];
  for (const pair of window.filter(isComparable)) {
    const { canary, baseline } = pair;
    const both = canary.bad + baseline.bad;
    const share = (ratio * canary.requests) / (ratio * canary.requests + baseline.requests);
    surplus += canary.bad - both * share;
    variance += both * share * (1 - share) * roomOf(pair);
  }
  return { surplus, variance };
}

/**
 * Where many requests are bad, it is no wonder that both cohorts have about their share of them: drawn without putting
 * back, they scatter less. Not trusted beyond a half, where few good requests decide.
 */
export function roomOf({ canary, baseline }: CountedPair): number {
  const requests = canary.requests + baseline.requests;
  const good = requests - canary.bad - baseline.bad;
  return Math.max(0.5, Math.min(1, good / Math.max(1, requests - 1)));
}

/** How many times as often requests of the canary are bad, within windows and strata (Mantel and Haenszel 1959); null when unknown. */
export function ratioOf(windows: readonly CountedWindow[]): number | null {
  let [above, below] = [0, 0];
  for (const { canary, baseline } of windows.flat().filter(isComparable)) {
    const requests = canary.requests + baseline.requests;
    above += (canary.bad * baseline.requests) / requests;
    below += (baseline.bad * canary.requests) / requests;
  }
  if (above === 0 && below === 0) return null;
  // Where one of them has no bad ones, the other is not endlessly worse.
  return above > 0 && below > 0 ? above / below : (above + 0.5) / (below + 0.5);
}
