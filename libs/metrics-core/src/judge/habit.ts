import { ratioOf, shareOf, type CountedWindow } from './counted.js';

/** In windows: what drifts slowly is only seen over a longer while. */
const BLOCKS = [1, 2, 4, 8, 16, 32];
const FEWEST_BLOCKS = 5;
/** Standard deviations beyond which chance is not believed. */
const [PLAIN_SCATTER, PLAIN_DIFFERENCE] = [2.6, 3];
/** An estimate from few blocks is raised by so many times its own uncertainty. */
const CAUTION = 2;
/** So many bad requests, and so many windows, tell as much about the scatter as is assumed without any. */
const [ASSUMED_BAD, ASSUMED_WINDOWS] = [20, 3];

/** How two groups of nodes differed in a time in which nothing changed: the scatter of blocks of so many windows. */
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

/** @param windows of equal length */
export function habitOf(windows: readonly CountedWindow[]): Habit {
  const ratio = ratioOf(windows) ?? 1;
  const spreads = windows.map((window) => spreadOf(window, ratio));
  return {
    windows: windows.length,
    bad: spreads.reduce((sum, { bad }) => sum + bad, 0),
    scatters: BLOCKS.map((length) => scatterOf(spreads, length)),
  };
}

/**
 * How many times as much as by chance alone the difference scatters; at least 1. Some scatter is a bad client that meets
 * one node, or a disk that is slow for a minute: without knowing it, a test that expects pure chance calls good releases bad.
 */
export function dispersionOf(habits: readonly Habit[]): number {
  const scatters = BLOCKS.map(
    (_, place) => habits.map((habit) => habit.scatters[place]).reduce(added, NONE) ?? NONE,
  );
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
  const { surplus, variance } = windows
    .map((window) => spreadOf(window, 1))
    .reduce(joined, { bad: 0, surplus: 0, variance: 0 });
  const deviations = surplus / Math.sqrt(variance * dispersionOf([habitOf(windows)]));
  return Math.abs(deviations) > PLAIN_DIFFERENCE ? (ratioOf(windows) ?? 1) : 1;
}

interface Spread {
  readonly bad: number;
  /** How many more bad requests the one group has than its share. */
  readonly surplus: number;
  /** How much that scatters by chance alone. */
  readonly variance: number;
}

function spreadOf(window: CountedWindow, ratio: number): Spread {
  return window
    .flatMap((pair) => shareOf(pair, ratio) ?? [])
    .reduce<Spread>(joined, { bad: 0, surplus: 0, variance: 0 });
}

function joined(one: Spread, other: Spread): Spread {
  return {
    bad: one.bad + other.bad,
    surplus: one.surplus + other.surplus,
    variance: one.variance + other.variance,
  };
}

function scatterOf(spreads: readonly Spread[], length: number): Scatter {
  let [sum, blocks] = [0, 0];
  for (let start = 0; start + length <= spreads.length; start += length) {
    let [surplus, variance] = [0, 0];
    for (let place = start; place < start + length; place += 1) {
      surplus += spreads[place]?.surplus ?? 0;
      variance += spreads[place]?.variance ?? 0;
    }
    if (variance <= 0) continue;
    sum += surplus ** 2 / variance;
    blocks += 1;
  }
  // The ratio was fitted to the same windows.
  return blocks < 2 ? NONE : { sum, freedom: blocks - 1 };
}

const NONE: Scatter = { sum: 0, freedom: 0 };

function added(one: Scatter | undefined, other: Scatter | undefined): Scatter {
  return {
    sum: (one?.sum ?? 0) + (other?.sum ?? 0),
    freedom: (one?.freedom ?? 0) + (other?.freedom ?? 0),
  };
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
