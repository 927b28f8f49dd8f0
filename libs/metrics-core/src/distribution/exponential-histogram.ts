import type { Cell } from './cell.js';

/** Buckets of two hundredths of their value: what is read from the middle of one is at most 1.09 % off. */
export const FINEST_SCALE = 5;
/** Twenty times a doubling at the finest scale: from a tenth of a millisecond to more than a minute. */
const MOST_BUCKETS = 640;
/** What the protocol allows: from one bucket for every number there is, to a million in each doubling. */
const [COARSEST_SCALE, FINEST_KNOWN] = [-10, 20];
/** There are no smaller and no larger numbers than so many doublings away from 1. */
const MOST_DOUBLINGS = 1_100;
const MOST_GIVEN = 10_000;

/** What is sent and stored: OpenTelemetry's exponential histogram, of values that are not negative. */
export interface ExponentialData {
  /** Bucket `i` holds what is above `base^i` and at most `base^(i + 1)`, where `base` is `2^(2^-scale)`. */
  readonly scale: number;
  /** How many values were 0. */
  readonly zeroCount: number;
  /** The index of the first of `counts`. */
  readonly offset: number;
  readonly counts: readonly number[];
}

/** Counts values by their size, so that those of many nodes can be added up without losing what a percentile needs. */
export class ExponentialHistogram {
  private scale = FINEST_SCALE;
  private zeroCount = 0;
  private readonly buckets = new Map<number, number>();
  private lowest = Number.POSITIVE_INFINITY;
  private highest = Number.NEGATIVE_INFINITY;
  private total = 0;

  /** @throws RangeError when the data is none that `data` could have made, however coarse */
  static of({ scale, zeroCount, offset, counts }: ExponentialData): ExponentialHistogram {
    if (!Number.isInteger(scale) || scale < COARSEST_SCALE || scale > FINEST_KNOWN)
      throw new RangeError(`the scale is a whole number from ${COARSEST_SCALE} to ${FINEST_KNOWN}`);
    if (!Number.isInteger(offset) || counts.length > MOST_GIVEN)
      throw new RangeError('there are no such buckets');
    const ends = [offset, offset + counts.length].map((index) => Math.abs(index) * 2 ** -scale);
    if (Math.max(...ends) > MOST_DOUBLINGS) throw new RangeError('there are no such numbers');
    if (![zeroCount, ...counts].every((count) => Number.isFinite(count) && count >= 0))
      throw new RangeError('counts are finite and not negative');
    const made = new ExponentialHistogram();
    made.coarsenTo(Math.min(scale, FINEST_SCALE));
    made.putZeros(zeroCount);
    counts.forEach((count, place) => made.put(scale, offset + place, count));
    return made;
  }

  /** How many values there are. */
  get size(): number {
    return this.total;
  }

  /** How far off a percentile may be, as a share of its value. */
  get errorBound(): number {
    const base = this.boundOf(1);
    return (base - 1) / (base + 1);
  }

  /** @param value not negative; what is no number or negative is not counted */
  add(value: number, times = 1): void {
    if (!(value >= 0) || value === Number.POSITIVE_INFINITY) return;
    if (value === 0) this.putZeros(times);
    else this.put(this.scale, this.indexOf(value), times);
  }

  /**
   * The order in which histograms are added up changes nothing.
   * @param weight how often each value of the other one counts; may be a fraction
   */
  merge(other: ExponentialHistogram, weight = 1): void {
    this.coarsenTo(Math.min(this.scale, other.scale));
    this.putZeros(other.zeroCount * weight);
    for (const [index, times] of other.buckets) this.put(other.scale, index, times * weight);
  }

  /**
   * The value that so large a share of all values does not exceed, at most `errorBound` off; null when there are none.
   * @param share from 0 to 1
   */
  quantile(share: number): number | null {
    if (this.total === 0) return null;
    const rank = Math.max(share * this.total, Number.MIN_VALUE);
    let passed = this.zeroCount;
    if (passed >= rank) return 0;
    let index = this.lowest - 1;
    while (passed < rank && index < this.highest) passed += this.buckets.get((index += 1)) ?? 0;
    return this.middleOf(index);
  }

  /** The same values in buckets that the other one has too. */
  asCoarseAs(other: ExponentialHistogram): ExponentialHistogram {
    const made = ExponentialHistogram.of(this.data());
    made.coarsenTo(Math.min(made.scale, other.scale));
    return made;
  }

  /** What was counted between which two values, in order; zeros are a cell without width. */
  cells(): readonly Cell[] {
    const zeros = this.zeroCount > 0 ? [{ from: 0, to: 0, count: this.zeroCount }] : [];
    const others = this.indices().map((index) => ({
      from: this.boundOf(index),
      to: this.boundOf(index + 1),
      count: this.buckets.get(index) ?? 0,
    }));
    return [...zeros, ...others];
  }

  data(): ExponentialData {
    const { scale, zeroCount } = this;
    if (this.buckets.size === 0) return { scale, zeroCount, offset: 0, counts: [] };
    const length = this.highest - this.lowest + 1;
    const counts = Array.from({ length }, (_, place) => this.buckets.get(this.lowest + place) ?? 0);
    return { scale, zeroCount, offset: this.lowest, counts };
  }

  private putZeros(times: number): void {
    this.zeroCount += times;
    this.total += times;
  }

  /** A bucket of that scale, which is not coarser than this one's. */
  private put(scale: number, finerIndex: number, times: number): void {
    if (times === 0) return;
    const index = finerIndex >> (scale - this.scale);
    this.buckets.set(index, (this.buckets.get(index) ?? 0) + times);
    this.total += times;
    this.lowest = Math.min(this.lowest, index);
    this.highest = Math.max(this.highest, index);
    while (this.highest - this.lowest >= MOST_BUCKETS) this.coarsenTo(this.scale - 1);
  }

  /** Each bucket lies in one of a coarser scale as a whole, so that nothing is guessed. */
  private coarsenTo(scale: number): void {
    const finer = this.scale - scale;
    if (finer === 0) return;
    const before = [...this.buckets];
    this.buckets.clear();
    this.scale = scale;
    for (const [index, times] of before)
      this.buckets.set(index >> finer, (this.buckets.get(index >> finer) ?? 0) + times);
    if (before.length === 0) return;
    this.lowest >>= finer;
    this.highest >>= finer;
  }

  private indices(): readonly number[] {
    return [...this.buckets.keys()].sort((a, b) => a - b);
  }

  private indexOf(value: number): number {
    return Math.ceil(Math.log2(value) * 2 ** this.scale) - 1;
  }

  private boundOf(index: number): number {
    return 2 ** (index * 2 ** -this.scale);
  }

  /** Of all values in a bucket, the one that is nearest to both its ends as a share of them. */
  private middleOf(index: number): number {
    const [from, to] = [this.boundOf(index), this.boundOf(index + 1)];
    return (2 * from * to) / (from + to);
  }
}
