const DAY_MS = 86_400_000;

const isWhole = process.env['WHOLE_RUN'] === '1';
const day = Math.floor(Date.now() / DAY_MS);
const CYCLE = 4;
const PAGE_CYCLE = 8;

const [today, tomorrow] = day % 2 === 0 ? ['@turn-a', '@turn-b'] : ['@turn-b', '@turn-a'];
const otherHalf = day % CYCLE < CYCLE / 2 ? '@half-b' : '@half-a';
const GROUPS = [0, 1, 2, 3];
const otherGroups = GROUPS.filter((group) => group !== Math.floor(day / 2) % GROUPS.length).join('');

/** An eighth of the pages; in four days they are read at both widths and in both languages, then it is the next one's turn. */
export const pagesInTurn = (paths: readonly string[]): readonly string[] => {
  const slot = Math.floor(day / CYCLE) % PAGE_CYCLE;
  return isWhole ? paths : paths.filter((_, index) => index % PAGE_CYCLE === slot);
};

const leftOutBy = (tag: string): RegExp =>
  isWhole ? /(?!)/ : new RegExp(`${tag}|${otherHalf}|@group-[${otherGroups}]`);

/**
 * A journey with a turn is made at one width, and the next day at the other one; one of a half is made on two days of four, and
 * one of a group on two days of eight; the others are made at both widths, always. The whole run makes all of them at both.
 */
export const leftOut = { desktop: leftOutBy(tomorrow), phone: leftOutBy(today) } as const;
