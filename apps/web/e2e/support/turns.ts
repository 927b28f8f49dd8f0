const DAY_MS = 86_400_000;

const isWhole = process.env['WHOLE_RUN'] === '1';
const isEvenDay = Math.floor(Date.now() / DAY_MS) % 2 === 0;

const NONE = /(?!)/;
const [today, tomorrow] = isEvenDay ? [/@turn-a/, /@turn-b/] : [/@turn-b/, /@turn-a/];

/** Every page is read at one of the two widths in each run, and the next day at the other one. */
export const pagesInTurn = (paths: readonly string[], isPhone: boolean): readonly string[] =>
  isWhole ? paths : paths.filter((_, index) => (index % 2 === 0) === (isEvenDay === isPhone));

/**
 * A journey with a turn is made at one width, and the next day at the other one; those without are made at both, always.
 * The whole run makes all of them at both.
 */
export const leftOut = {
  desktop: isWhole ? NONE : tomorrow,
  phone: isWhole ? NONE : today,
} as const;
