const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const TICK_STEPS = [
  ...[10 * SECOND, 30 * SECOND, MINUTE, 2 * MINUTE, 3 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE],
  ...[20 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 3 * HOUR, 4 * HOUR, 6 * HOUR, 8 * HOUR, 12 * HOUR],
  ...[DAY, 2 * DAY, 5 * DAY, 7 * DAY, 10 * DAY, 15 * DAY, 30 * DAY, 60 * DAY, 120 * DAY],
];

export interface TimeTicks {
  readonly atMs: readonly number[];
  /** Whether the ticks are days, so that a clock would say nothing. */
  readonly areDays: boolean;
}

/**
 * Round times by the clock that people read.
 * @param offsetMs what that clock is ahead of UTC at a moment
 */
export function timeTicks(
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
  most: number,
  offsetMs: (atMs: number) => number,
): TimeTicks {
  const step = TICK_STEPS.find((each) => (toMs - fromMs) / each <= Math.max(1, most)) ?? 120 * DAY;
  const offset = offsetMs(fromMs);
  const atMs: number[] = [];
  for (let clock = Math.ceil((fromMs + offset) / step) * step; clock - offset <= toMs; clock += step)
    // Between winter and summer the clock jumps, and round times with it.
    atMs.push(clock - offsetMs(clock - offset));
  return { atMs, areDays: step >= DAY };
}

const NICE = [1, 2, 2.5, 5, 10];
const SHOULD_FIT = 4;

/**
 * From 0 to at least the largest value, in few round steps.
 * @param least how far the scale reaches in any case, so that noise about nothing looks like nothing
 */
export function valueTicks(largest: number, least: number): readonly number[] {
  const top = Math.max(largest, least);
  const step = niceStep(top / SHOULD_FIT);
  const count = Math.ceil(top / step - 1e-9);
  return Array.from({ length: count + 1 }, (_, tick) => Number((tick * step).toPrecision(12)));
}

/** From a round step below the smallest value to one above the largest, with 0 among them. */
export function signedTicks(smallest: number, largest: number, least: number): readonly number[] {
  const around = largest - smallest < least ? least / 2 : 0;
  const [low, high] = [Math.min(smallest, -around), Math.max(largest, around)];
  const step = niceStep((high - low) / SHOULD_FIT);
  const [first, last] = [Math.floor(low / step + 1e-9), Math.ceil(high / step - 1e-9)];
  return Array.from({ length: last - first + 1 }, (_, tick) => {
    const value = Number(((first + tick) * step).toPrecision(12));
    return value === 0 ? 0 : value;
  });
}

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  return (NICE.find((nice) => nice * power >= rough * (1 - 1e-9)) ?? 10) * power;
}

const HEADROOM = 1.04;

/** The value at the upper edge: a line along the edge would be cut in half. */
export function upperEdge(ticks: readonly number[], largest: number): number {
  return Math.max(ticks.at(-1) ?? 1, largest * HEADROOM);
}
