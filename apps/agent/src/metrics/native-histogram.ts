import { ExponentialHistogram, FINEST_SCALE } from '@release-console/metrics-core';

import { Unreadable } from './unreadable.js';

/** Prometheus' native histogram as it is sent, without what is negative. */
export interface NativeHistogram {
  readonly schema: number;
  readonly zeroThreshold: number;
  readonly zeroCount: number;
  /** Runs of neighbouring buckets: how many are left out before it, and how many there are. */
  readonly spans: readonly { readonly offset: number; readonly length: number }[];
  /** How many more each bucket holds than the one before it. */
  readonly deltas: readonly number[];
}

/** The same as totals that grow, by the indices of an `ExponentialHistogram`, only those buckets that hold something. */
export interface NativeTotals {
  readonly scale: number;
  readonly zeroThreshold: number;
  readonly zeroCount: number;
  readonly counts: ReadonlyMap<number, number>;
}

/** From a millionth of a second to more than an hour, in doublings of a second. */
const [LOWEST, HIGHEST] = [-20, 12];

/** Other schemas are of buckets that a program chose itself, or not known yet. */
export function isKnownSchema(schema: number): boolean {
  return Number.isInteger(schema) && schema >= -4 && schema <= 8;
}

/**
 * @param unitsPerSecond of the values, so that those nobody means don't make the range too wide
 * @throws Unreadable when its buckets and their counts do not fit together
 */
export function nativeTotals(histogram: NativeHistogram, unitsPerSecond: number): NativeTotals {
  const { schema, zeroThreshold, zeroCount, spans, deltas } = histogram;
  const scale = Math.min(schema, FINEST_SCALE);
  const counts = new Map<number, number>();
  const unit = Math.round(Math.log2(unitsPerSecond));
  const lowest = Math.floor((LOWEST + unit) * 2 ** schema);
  const highest = Math.ceil((HIGHEST + unit) * 2 ** schema) - 1;
  for (const [index, count] of bucketsOf(spans, deltas)) {
    // Prometheus counts buckets by their upper ends, and the other one by their lower ends.
    const place = Math.min(highest, Math.max(lowest, index - 1)) >> (schema - scale);
    if (count > 0) counts.set(place, (counts.get(place) ?? 0) + count);
  }
  return { scale, zeroThreshold, zeroCount, counts };
}

function* bucketsOf(
  spans: NativeHistogram['spans'],
  deltas: NativeHistogram['deltas'],
): Generator<readonly [index: number, count: number]> {
  let [index, count, place] = [0, 0, 0];
  for (const { offset, length } of spans) {
    index += offset;
    for (let left = length; left > 0; left -= 1) {
      const delta = deltas[place];
      if (delta === undefined) throw new Unreadable('a histogram has more buckets than counts');
      count += delta;
      if (count < 0) throw new Unreadable('a bucket of a histogram holds less than nothing');
      yield [index, count];
      [index, place] = [index + 1, place + 1];
    }
  }
  if (place < deltas.length) throw new Unreadable('a histogram has more counts than buckets');
}

/** What was counted between the two; null when it began again at nothing. */
export function growthOfNative(before: NativeTotals, now: NativeTotals): NativeTotals | null {
  // A wider bucket of zeros took in others: nobody knows what of it is new.
  if (now.zeroThreshold !== before.zeroThreshold) return { ...now, zeroCount: 0, counts: new Map() };
  // While it goes on counting, a program only ever makes its buckets wider.
  if (now.scale > before.scale || now.zeroCount < before.zeroCount) return null;
  const counts = new Map(now.counts);
  for (const [index, count] of before.counts) {
    const place = index >> (before.scale - now.scale);
    const left = (counts.get(place) ?? 0) - count;
    if (left < 0) return null;
    if (left === 0) counts.delete(place);
    else counts.set(place, left);
  }
  return { ...now, zeroCount: now.zeroCount - before.zeroCount, counts };
}

/** In seconds. Of another unit, each bucket becomes the nearest one: from schema 0 on that is at most 2.4 % off. */
export function exponentialOf(
  { scale, zeroCount, counts }: NativeTotals,
  unitsPerSecond: number,
): ExponentialHistogram {
  const shift = Math.round(Math.log2(unitsPerSecond) * 2 ** scale);
  const indices = [...counts.keys()].sort((a, b) => a - b);
  const [lowest = 0, highest = lowest - 1] = [indices[0], indices[indices.length - 1]];
  const length = highest - lowest + 1;
  const dense = Array.from({ length }, (_, place) => counts.get(lowest + place) ?? 0);
  return ExponentialHistogram.of({ scale, zeroCount, offset: lowest - shift, counts: dense });
}
