/** How often a fact is seen in a group and among all; the group is part of all. */
export interface Occurrence {
  readonly inGroup: number;
  readonly groupSize: number;
  readonly inAll: number;
  readonly allSize: number;
}

/** A fact that at least this part of a group has in common is worth saying. */
export const LEAST_COVERAGE = 0.5;
/** Above this chance of seeing as many by accident, nothing is said. */
export const MOST_CHANCE = 0.05;

/** How many times as frequent the fact is in the group as among all; 1 means that it says nothing. */
export function liftOf({ inGroup, groupSize, inAll, allSize }: Occurrence): number {
  return inAll === 0 ? 1 : inGroup / groupSize / (inAll / allSize);
}

/**
 * The chance that a group of this size, drawn blindly from all, has the fact at least as often:
 * the upper tail of the hypergeometric distribution (Fisher's exact test, one-sided).
 */
export function chanceOf({ inGroup, groupSize, inAll, allSize }: Occurrence): number {
  const whole = logChoose(allSize, groupSize);
  const most = Math.min(groupSize, inAll);
  let chance = 0;
  for (let hits = inGroup; hits <= most; hits += 1) {
    const term = Math.exp(logChoose(inAll, hits) + logChoose(allSize - inAll, groupSize - hits) - whole);
    chance += term;
    if (term < chance * 1e-12 && hits > (groupSize * inAll) / allSize) break;
  }
  return Math.min(1, chance);
}

/** Does the group share the fact more than chance explains, though `tested` facts were looked at? */
export function isOverRepresented(occurrence: Occurrence, tested: number): boolean {
  const { inGroup, groupSize } = occurrence;
  if (groupSize < 2 || inGroup / groupSize < LEAST_COVERAGE || liftOf(occurrence) <= 1) return false;
  return chanceOf(occurrence) * Math.max(1, tested) <= MOST_CHANCE;
}

function logChoose(n: number, k: number): number {
  if (k < 0 || k > n) return -Infinity;
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

/** Exact below 32, Stirling's series above: its error there is below 1e-9. */
function logFactorial(n: number): number {
  if (n < 32) {
    let sum = 0;
    for (let factor = 2; factor <= n; factor += 1) sum += Math.log(factor);
    return sum;
  }
  const series = 1 / (12 * n) - 1 / (360 * n ** 3) + 1 / (1260 * n ** 5);
  return n * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI * n) + series;
}
