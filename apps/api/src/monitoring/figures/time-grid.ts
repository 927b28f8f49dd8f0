import { STEPS, type Step } from '../store/series.js';

/** A range of time in equal steps, and which rows it is made of. */
export interface TimeGrid {
  /** Seconds since 1970; a multiple of `stepSeconds`. */
  readonly from: number;
  /** The end of the last step. */
  readonly to: number;
  readonly stepSeconds: number;
  readonly source: Step;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NICE_SECONDS = [
  ...[10, 20, 30, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 20 * MINUTE, 30 * MINUTE],
  ...[HOUR, 2 * HOUR, 4 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 5 * DAY, 10 * DAY, 30 * DAY, 90 * DAY],
];

/** Rows of each length are dropped by age; a little earlier is enough, so that the range has no hole at its begin. */
const KEPT_SECONDS: Readonly<Record<Step['table'], number>> = {
  metrics_10s: 1.5 * DAY,
  metrics_1m: 14 * DAY,
  metrics_10m: Number.POSITIVE_INFINITY,
};

/**
 * The finest steps that there are rows for, no more of them than asked for.
 * @param from, to, now seconds since 1970
 */
export function timeGrid(range: { from: number; to: number; now: number; points: number }): TimeGrid {
  const age = range.now - range.from;
  const finest = STEPS.find(({ table }) => age <= KEPT_SECONDS[table])?.seconds ?? 10 * MINUTE;
  const stepSeconds =
    NICE_SECONDS.find((seconds) => seconds >= finest && stepsIn(range, seconds) <= range.points) ?? 90 * DAY;
  const source = [...STEPS].reverse().find(({ seconds }) => stepSeconds % seconds === 0) ?? STEPS[0];
  return { ...aligned(range, stepSeconds), stepSeconds, source };
}

function stepsIn(range: { from: number; to: number }, seconds: number): number {
  const { from, to } = aligned(range, seconds);
  return (to - from) / seconds;
}

function aligned({ from, to }: { from: number; to: number }, seconds: number): { from: number; to: number } {
  return { from: Math.floor(from / seconds) * seconds, to: Math.ceil(to / seconds) * seconds };
}
