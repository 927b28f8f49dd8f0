/** What a program has counted since it started: by the name of a series, a list of totals that only grow. */
export type SeriesTotals = ReadonlyMap<string, readonly number[]>;

export interface Reading {
  /** Another one whenever the program was started anew, where that is known. */
  readonly run: string | null;
  readonly counted: SeriesTotals;
}

/**
 * How much the totals of one program grew between two readings. A total that is smaller than before, or another run, began
 * again at nothing. So did a series that was not there before: the first failure of a day is one failure, not none.
 */
export class Totals {
  private last: Reading | null = null;

  /** What was counted since the reading before; null for the first one, because nobody knows when that was counted. */
  grown(reading: Reading): SeriesTotals | null {
    const { last } = this;
    this.last = reading;
    if (last === null) return null;
    const isSameRun = last.run === reading.run;
    return new Map(
      [...reading.counted].map(([series, totals]) => {
        const before = isSameRun ? last.counted.get(series) : undefined;
        return [series, before && isContinued(before, totals) ? minus(totals, before) : totals];
      }),
    );
  }

  /** The next reading is a first one: what is counted until then belongs to nobody. */
  forget(): void {
    this.last = null;
  }
}

function isContinued(before: readonly number[], now: readonly number[]): boolean {
  return before.length === now.length && now.every((total, place) => total >= (before[place] ?? 0));
}

function minus(now: readonly number[], before: readonly number[]): readonly number[] {
  return now.map((total, place) => total - (before[place] ?? 0));
}
