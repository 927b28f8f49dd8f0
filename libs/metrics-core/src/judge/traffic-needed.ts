/** What a mixture over many ratios and beginnings costs against knowing the right ones, in evidence. */
const COST_OF_MIXING = 3;

export interface Question {
  /** The usual share of bad requests, from 0 to 1. */
  readonly usual: number;
  /** How much larger it would have to be to be found; above 0. */
  readonly worseBy: number;
  /** Times as many requests as the canary has the baseline; above 0. */
  readonly baselineTimes: number;
  readonly alpha: number;
  readonly dispersion: number;
}

/** About how many requests of the canary it takes until a worsening of that size is found; null where nothing can be worse. */
export function requestsNeeded({
  usual,
  worseBy,
  baselineTimes,
  alpha,
  dispersion,
}: Question): number | null {
  const worse = Math.min(1, usual + worseBy);
  if (worse <= usual) return null;
  const all = (worse + usual * baselineTimes) / (1 + baselineTimes);
  const gain =
    worse * Math.log(worse / all) + (usual > 0 ? usual * baselineTimes * Math.log(usual / all) : 0);
  return Math.ceil((dispersion * (Math.log(1 / alpha) + COST_OF_MIXING)) / gain);
}
