const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** After each attempt that failed, as Standard Webhooks has it. */
const PAUSES = [5 * SECOND, 5 * MINUTE, 30 * MINUTE].concat(
  [2, 5, 10, 14, 20, 24].map((hours) => hours * HOUR),
);
/** So that those who failed together do not come back together. */
const JITTER = 0.2;

/** How long to wait after so many attempts; undefined: it is given up. @param chance from 0 up to 1 */
export function pauseAfter(attempts: number, chance: number): number | undefined {
  const pause = PAUSES[attempts - 1];
  return pause === undefined ? undefined : Math.round(pause * (1 + JITTER * chance));
}

/** While one message waits for hours, the others find out whether the other side is back. */
export const LONGEST_SILENCE_MS = 5 * MINUTE;
/** Nothing was taken for so long: somebody must look. */
export const GIVEN_UP_AFTER_MS = 24 * HOUR;
/** And so often in a row it was refused for good. */
export const MOST_REFUSALS = 3;
