import { normalShare } from './latency-shape.js';

/** How far the values of one list are above those of another. */
export interface Shift {
  /** The median of all differences (Hodges and Lehmann 1963). */
  readonly estimate: number;
  /** Where it is at least and at most, with the confidence asked for. */
  readonly low: number;
  readonly high: number;
}

/** The confidence interval that belongs to the test of Mann and Whitney, by its normal approximation with ties. */
export function shiftOf(values: readonly number[], others: readonly number[], confidence: number): Shift {
  const [sorted, sortedOthers] = [values, others].map((list) => Float64Array.from(list).sort()) as [
    Float64Array,
    Float64Array,
  ];
  const pairs = values.length * others.length;
  const margin = deviationsOf(1 - (1 - confidence) / 2) * scatterOf(values, others);
  const at = (rank: number): number => differenceAt(sorted, sortedOthers, rank);
  return { estimate: at(pairs / 2), low: at(pairs / 2 - margin), high: at(pairs / 2 + margin) };
}

/** The difference that so many of all are not above, by halving the range in which it lies. */
function differenceAt(values: Float64Array, others: Float64Array, rank: number): number {
  const [first, last] = [others[0] ?? 0, others.at(-1) ?? 0];
  let [low, high] = [(values[0] ?? 0) - last, (values.at(-1) ?? 0) - first];
  const least = (high - low) * PRECISION;
  for (let round = 0; round < MOST_ROUNDS && high - low > least; round += 1) {
    const middle = (low + high) / 2;
    if (notAbove(values, others, middle) < rank) low = middle;
    else high = middle;
  }
  // Of equal values the difference is nothing, not nearly nothing.
  return Math.abs(high) <= 2 * least ? 0 : high;
}

/** How many differences are not above the limit; both lists ascend. */
function notAbove(values: Float64Array, others: Float64Array, limit: number): number {
  let [count, place] = [0, 0];
  for (const value of values) {
    while (place < others.length && value - (others[place] ?? 0) > limit) place += 1;
    count += others.length - place;
  }
  return count;
}

const PRECISION = 1e-9;
const MOST_ROUNDS = 100;

/** The standard deviation of the number of pairs in which a value is above the other. */
function scatterOf(values: readonly number[], others: readonly number[]): number {
  const [n, m] = [values.length, others.length];
  const times = new Map<number, number>();
  for (const value of [...values, ...others]) times.set(value, (times.get(value) ?? 0) + 1);
  const ties = [...times.values()].reduce((sum, count) => sum + count ** 3 - count, 0);
  const all = n + m;
  return Math.sqrt(((n * m) / 12) * (all + 1 - ties / (all * (all - 1))));
}

function deviationsOf(share: number): number {
  let [low, high] = [-10, 10];
  for (let round = 0; round < 60; round += 1) {
    const middle = (low + high) / 2;
    if (normalShare(middle) < share) low = middle;
    else high = middle;
  }
  return high;
}
