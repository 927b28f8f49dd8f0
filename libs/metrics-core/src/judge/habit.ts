import { ratioOf, spreadOf, type CountedWindow, type Spread } from './counted.js';

/** In windows: what drifts slowly is only seen over a longer while. */
const BLOCKS = [1, 2, 4, 8, 16, 32];
const FEWEST_BLOCKS = 5;
const FEWEST_PAIRS = 4;
/** Standard deviations beyond which chance is not believed. */
const [PLAIN_SCATTER, PLAIN_DIFFERENCE] = [2.6, 3];
/** An estimate from few blocks is raised by so many times its own uncertainty. */
const CAUTION = 2;
/** So many bad requests, and so many windows, tell as much about the scatter as is assumed without any. */
const [ASSUMED_BAD, ASSUMED_WINDOWS] = [20, 3];

/** How the difference between two groups of nodes scatters, in blocks of so many windows. */
export interface Habit {
  readonly windows: number;
  readonly bad: number;
  readonly scatters: readonly Scatter[];
}

interface Scatter {
  /** Pearson's chi squared of the share of the one group. */
  readonly sum: number;
  readonly freedom: number;
}

/** While both run the same, so that their ratio does not change. @param windows of equal length */
export function habitOf(windows: readonly CountedWindow[]): Habit {
  const ratio = ratioOf(windows) ?? 1;
  const spreads = windows.map((window) => spreadOf(window, ratio));
  return habitWith(windows, (length) => scatterAround(spreads, length));
}

/** While one of them is judged and may become worse at any time: neighbouring blocks are compared with each other alone. */
export function habitWhileJudged(windows: readonly CountedWindow[]): Habit {
  return habitWith(windows, (length) => scatterOfNeighbours(windows, length));
}

/**
 * How many times as much as by chance alone the difference scatters; at least 1. Some scatter is a bad client that meets
 * one node, or a disk that is slow for a minute: without knowing it, a test that expects pure chance calls good releases bad.
 */
export function dispersionOf(habits: readonly Habit[]): number {
  const scatters = BLOCKS.map((_, place) => together(habits.map((habit) => habit.scatters[place] ?? NONE)));
  const known = scatters.filter(({ freedom }) => freedom >= FEWEST_BLOCKS - 1);
  const assumed = assumedScatter(habits);
  if (!known.some((scatter) => deviationOf(scatter) > PLAIN_SCATTER)) return assumed;
  return Math.max(
    assumed,
    ...known.map(({ sum, freedom }) => (sum / freedom) * (1 + CAUTION * Math.sqrt(2 / freedom))),
  );
}

/** How many times as often requests of the one group are bad; 1 unless the difference is plain. */
export function usualRatioOf(windows: readonly CountedWindow[]): number {
  const { surplus, variance } = sumOf(windows.map((window) => spreadOf(window, 1)));
  const deviations = surplus / Math.sqrt(variance * dispersionOf([habitOf(windows)]));
  return Math.abs(deviations) > PLAIN_DIFFERENCE ? (ratioOf(windows) ?? 1) : 1;
}

function habitWith(windows: readonly CountedWindow[], scatterIn: (length: number) => Scatter): Habit {
  return {
    windows: windows.length,
    bad: windows.flat().reduce((sum, { canary, baseline }) => sum + canary.bad + baseline.bad, 0),
    scatters: BLOCKS.map(scatterIn),
  };
}

function scatterAround(spreads: readonly Spread[], length: number): Scatter {
  const blocks = blocksOf(spreads, length)
    .map(sumOf)
    .filter(({ variance }) => variance > 0);
  // The ratio was fitted to the same windows.
  return blocks.length < 2 ? NONE : { sum: squaresOf(blocks), freedom: blocks.length - 1 };
}

/** But for the pair that differs most: that is the one in which it became worse, if it did. */
function scatterOfNeighbours(windows: readonly CountedWindow[], length: number): Scatter {
  const pairs = blocksOf(windows, 2 * length)
    .map((pair) => differenceIn(pair, length))
    .filter(({ freedom }) => freedom > 0)
    .sort((a, b) => a.sum - b.sum);
  return pairs.length < FEWEST_PAIRS ? NONE : together(pairs.slice(0, -1));
}

function differenceIn(pair: readonly CountedWindow[], length: number): Scatter {
  const ratio = ratioOf(pair);
  if (ratio === null) return NONE;
  const halves = blocksOf(pair, length).map((half) => sumOf(half.map((window) => spreadOf(window, ratio))));
  return halves.every(({ variance }) => variance > 0) ? { sum: squaresOf(halves), freedom: 1 } : NONE;
}

const NONE: Scatter = { sum: 0, freedom: 0 };

function together(scatters: readonly Scatter[]): Scatter {
  return scatters.reduce(
    (all, { sum, freedom }) => ({ sum: all.sum + sum, freedom: all.freedom + freedom }),
    NONE,
  );
}

function blocksOf<T>(list: readonly T[], length: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.floor(list.length / length) }, (_, place) =>
    list.slice(place * length, (place + 1) * length),
  );
}

function squaresOf(spreads: readonly Spread[]): number {
  return spreads.reduce((sum, { surplus, variance }) => sum + surplus ** 2 / variance, 0);
}

function sumOf(spreads: readonly Spread[]): Spread {
  return spreads.reduce(
    (all, one) => ({
      surplus: all.surplus + one.surplus,
      variance: all.variance + one.variance,
    }),
    { surplus: 0, variance: 0 },
  );
}

/** How far a chi squared is above what chance makes, in standard deviations (Wilson and Hilferty 1931). */
function deviationOf({ sum, freedom }: Scatter): number {
  const spread = 2 / (9 * freedom);
  return (Math.cbrt(sum / freedom) - (1 - spread)) / Math.sqrt(spread);
}

function assumedScatter(habits: readonly Habit[]): number {
  const bad = habits.reduce((sum, habit) => sum + habit.bad, 0);
  const windows = habits.reduce((sum, habit) => sum + habit.windows, 0);
  return 1 + 1 / (1 + Math.min(bad / ASSUMED_BAD, windows / ASSUMED_WINDOWS));
}
