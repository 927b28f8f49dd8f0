import type { Cell } from './cell.js';

export interface ExplicitData {
  /** Ascending; bucket `i` holds what is above the bound before it and at most `bounds[i]`. */
  readonly bounds: readonly number[];
  /** One more than bounds: the last is of what is above all of them. */
  readonly counts: readonly number[];
}

/** Counts by bounds that a program chose itself. Only those with the same bounds add up without guessing. */
export class ExplicitHistogram {
  private constructor(
    readonly bounds: readonly number[],
    private readonly counts: number[],
  ) {}

  static empty(bounds: readonly number[]): ExplicitHistogram {
    return ExplicitHistogram.of({ bounds, counts: [...bounds, 0].map(() => 0) });
  }

  /** @throws RangeError when bounds are not ascending, or counts do not fit to them */
  static of({ bounds, counts }: ExplicitData): ExplicitHistogram {
    const isAscending = bounds.every((bound, place) => place === 0 || bound > (bounds[place - 1] ?? NaN));
    if (!bounds.every(Number.isFinite) || !isAscending) throw new RangeError('bounds are finite and ascend');
    if (counts.length !== bounds.length + 1) throw new RangeError('there is one count more than bounds');
    if (!counts.every((count) => Number.isFinite(count) && count >= 0))
      throw new RangeError('counts are finite and not negative');
    return new ExplicitHistogram([...bounds], [...counts]);
  }

  get size(): number {
    return this.counts.reduce((sum, count) => sum + count, 0);
  }

  hasBoundsOf({ bounds }: Pick<ExplicitData, 'bounds'>): boolean {
    return (
      bounds.length === this.bounds.length && bounds.every((bound, place) => bound === this.bounds[place])
    );
  }

  /**
   * @param weight how often each value of the other one counts; may be a fraction
   * @throws RangeError when the bounds are others
   */
  merge(other: ExplicitHistogram, weight = 1): void {
    if (!this.hasBoundsOf(other)) throw new RangeError('the bounds are others');
    for (const [place, count] of other.counts.entries())
      this.counts[place] = (this.counts[place] ?? 0) + count * weight;
  }

  cells(): readonly Cell[] {
    return this.counts.flatMap((count, place) =>
      count > 0
        ? [{ from: this.bounds[place - 1] ?? 0, to: this.bounds[place] ?? Number.POSITIVE_INFINITY, count }]
        : [],
    );
  }

  data(): ExplicitData {
    return { bounds: this.bounds, counts: [...this.counts] };
  }
}
