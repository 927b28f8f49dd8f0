/** What a program has counted since it started: by the name of a series, a list of totals that only grow. */
export type SeriesTotals = ReadonlyMap<string, readonly number[]>;

export interface Reading {
  /** Another one whenever the program was started anew, where that is known. */
  readonly run: string | null;
  readonly counted: SeriesTotals;
}

/** Series that are gone are remembered, as long as there are not more of them: they may only be silent for a while. */
const MOST_REMEMBERED = 10_000;

/**
 * How much the totals of one program grew between two readings. A total that is smaller than before, or another run, began
 * again at nothing. So did a series that was never there before: the first failure of a day is one failure, not none.
 */
export class Totals {
  private run: string | null = null;
  private known: ReadonlyMap<string, readonly number[]> | null = null;

  /** What was counted since the reading before; null for the first one, because nobody knows when that was counted. */
  grown({ run, counted }: Reading): SeriesTotals | null {
    // Where it is not known, only a smaller total shows another run.
    const isOther = run !== null && this.run !== null && run !== this.run;
    this.run = run ?? this.run;
    const before = isOther ? NOTHING : this.known;
    const isMany = (before?.size ?? 0) > MOST_REMEMBERED;
    this.known = new Map(before === null || isMany ? counted : [...before, ...counted]);
    if (before === null) return null;
    return new Map([...counted].map(([series, totals]) => [series, growth(before.get(series), totals)]));
  }

  /** The next reading is a first one: what is counted until then belongs to nobody. */
  forget(): void {
    this.known = null;
  }
}

const NOTHING: SeriesTotals = new Map();

function growth(before: readonly number[] | undefined, now: readonly number[]): readonly number[] {
  const isContinued =
    before?.length === now.length && now.every((total, place) => total >= (before[place] ?? 0));
  return isContinued ? now.map((total, place) => total - (before[place] ?? 0)) : now;
}
