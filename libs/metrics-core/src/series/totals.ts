/** What a program has counted since it started, by the name of a series: by default a list of totals that only grow. */
export type SeriesTotals<T = readonly number[]> = ReadonlyMap<string, T>;

export interface Reading<T = readonly number[]> {
  /** Another one whenever the program was started anew, where that is known. */
  readonly run: string | null;
  readonly counted: SeriesTotals<T>;
}

/** What a series grew by; null where that can't be: it began again at nothing. */
export type Growth<T> = (before: T, now: T) => T | null;

/** Series that are gone are remembered, as long as there are not more of them: they may only be silent for a while. */
const MOST_REMEMBERED = 10_000;

/**
 * How much the totals of one program grew between two readings. A total that is smaller than before, or another run, began
 * again at nothing. So did a series that was never there before: the first failure of a day is one failure, not none.
 */
export class Totals<T = readonly number[]> {
  private run: string | null = null;
  private known: SeriesTotals<T> | null = null;
  private hasBegunAnew = false;

  constructor(private readonly growth: Growth<T>) {}

  /** What was counted since the reading before; null for the first one, because nobody knows when that was counted. */
  grown({ run, counted }: Reading<T>): SeriesTotals<T> | null {
    // Where it was not known, or began anew before its run was known to be another, that it did is counted already.
    const isOther = run !== null && this.run !== null && run !== this.run && !this.hasBegunAnew;
    if (run !== this.run) this.hasBegunAnew = false;
    this.run = run;
    const before = isOther ? new Map<string, T>() : this.known;
    const isMany = (before?.size ?? 0) > MOST_REMEMBERED;
    this.known = new Map(before === null || isMany ? counted : [...before, ...counted]);
    return (
      before && new Map([...counted].map(([series, now]) => [series, this.since(before.get(series), now)]))
    );
  }

  /** The next reading is a first one: what is counted until then belongs to nobody. */
  forget(): void {
    this.run = null;
    this.known = null;
    this.hasBegunAnew = false;
  }

  private since(before: T | undefined, now: T): T {
    if (before === undefined) return now;
    const grown = this.growth(before, now);
    if (grown === null) this.hasBegunAnew = true;
    return grown ?? now;
  }
}

/** Of totals that only grow, and are as many as before. */
export function growthOfCounts(before: readonly number[], now: readonly number[]): readonly number[] | null {
  const isContinued =
    before.length === now.length && now.every((total, place) => total >= (before[place] ?? 0));
  return isContinued ? now.map((total, place) => total - (before[place] ?? 0)) : null;
}
