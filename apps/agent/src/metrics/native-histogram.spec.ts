import { ExponentialHistogram } from '@release-console/metrics-core';
import fc from 'fast-check';

import { exponentialOf, growthOfNative, nativeTotals } from './native-histogram.js';
import type { NativeHistogram, NativeTotals } from './native-histogram.js';
import { Unreadable } from './unreadable.js';

const [HIGHEST_SCHEMA, LOWEST_SCHEMA] = [8, -4];

/** As Prometheus defines it: bucket `i` holds what is above `base^(i - 1)` and at most `base^i`. */
function native(values: readonly number[], schema = 3): NativeHistogram {
  const counts = new Map<number, number>();
  for (const value of values) {
    const index = Math.ceil(Math.log2(value) * 2 ** schema);
    counts.set(index, (counts.get(index) ?? 0) + 1);
  }
  const indices = [...counts.keys()].sort((a, b) => a - b);
  const spans = indices.map((index, place) => ({
    offset: index - (indices[place - 1] ?? -1) - 1,
    length: 1,
  }));
  const deltas = indices.map(
    (index, place) => (counts.get(index) ?? 0) - (counts.get(indices[place - 1] ?? NaN) ?? 0),
  );
  return { schema, zeroThreshold: 2 ** -128, zeroCount: 0, spans, deltas };
}

const totals = (values: readonly number[], schema = 3): NativeTotals =>
  nativeTotals(native(values, schema), 1);

const exactly = (values: readonly number[]): ExponentialHistogram => {
  const made = new ExponentialHistogram();
  for (const value of values) made.add(value);
  return made;
};

const seconds = fc.array(fc.double({ min: 0.0002, max: 100, noNaN: true }), { maxLength: 50 });
const schemas = fc.integer({ min: LOWEST_SCHEMA, max: HIGHEST_SCHEMA });

describe('a native histogram of Prometheus', () => {
  it('holds the same values in the same buckets as an exponential one', () => {
    fc.assert(
      fc.property(seconds, schemas, (values, schema) => {
        const read = exponentialOf(totals(values, schema), 1);
        expect(read.cells()).toEqual(exactly(values).asCoarseAs(read).cells());
      }),
    );
  });

  it('has ends that belong to the bucket below them', () => {
    const { scale, offset, counts } = exponentialOf(totals([1, 2], 0), 1).data();
    expect({ scale, offset, counts }).toEqual({ scale: 0, offset: -1, counts: [1, 1] });
  });

  it('is told by what it grew by, also while its buckets become wider', () => {
    fc.assert(
      fc.property(seconds, seconds, schemas, schemas, (before, more, one, other) => {
        const [fine, coarse] = [Math.max(one, other), Math.min(one, other)];
        const grown = growthOfNative(totals(before, fine), totals([...before, ...more], coarse));
        expect(grown && exponentialOf(grown, 1).data()).toEqual(
          exponentialOf(totals(more, coarse), 1).data(),
        );
      }),
    );
  });

  it.each<[string, NativeTotals]>([
    ['a bucket holds less', totals([0.1])],
    ['a bucket is gone', totals([0.3])],
    ['its buckets are finer', totals([0.1, 0.1, 0.3, 0.5], 4)],
    ['less was nothing', { ...totals([0.1, 0.1, 0.3]), zeroCount: 0 }],
  ])('began again at nothing where %s', (_, now) => {
    expect(growthOfNative({ ...totals([0.1, 0.1, 0.3]), zeroCount: 1 }, now)).toBeNull();
  });

  it('tells nothing while another number counts as nothing', () => {
    const now = { ...totals([0.1, 0.3]), zeroThreshold: 0.001, zeroCount: 5 };
    expect(growthOfNative(totals([0.001, 0.1]), now)).toMatchObject({ zeroCount: 0, counts: new Map() });
  });

  it('of milliseconds has each bucket as a whole in the nearest one of seconds', () => {
    const from = fc.integer({ min: 0, max: HIGHEST_SCHEMA });
    fc.assert(
      fc.property(fc.double({ min: 0.2, max: 100_000, noNaN: true }), from, (milliseconds, schema) => {
        const [cell] = exponentialOf(nativeTotals(native([milliseconds], schema), 1_000), 1_000).cells();
        expect(cell?.from).toBeLessThan((milliseconds / 1_000) * 1.024);
        expect((cell?.to ?? 0) * 1.024).toBeGreaterThanOrEqual(milliseconds / 1_000);
      }),
    );
  });

  it.each([
    [-10_000, 1e-6],
    [10_000, 4096],
    [2 ** 31, 4096],
    [-(2 ** 31), 1e-6],
  ])('keeps what nobody means in its first and last bucket: %d', (offset, end) => {
    const far = { ...native([]), spans: [{ offset, length: 1 }], deltas: [1] };
    const [cell] = exponentialOf(nativeTotals(far, 1), 1).cells();
    expect([cell?.count, (cell?.from ?? 0) <= end, (cell?.to ?? 0) >= end * 0.95]).toEqual([1, true, true]);
  });

  it.each<[string, Partial<NativeHistogram>]>([
    ['more buckets than counts', { spans: [{ offset: 0, length: 2 ** 52 }], deltas: [1, 1] }],
    ['more counts than buckets', { spans: [{ offset: 0, length: 1 }], deltas: [1, 1] }],
    ['less than nothing in a bucket', { spans: [{ offset: 0, length: 2 }], deltas: [1, -2] }],
  ])('is refused with %s', (_, parts) => {
    expect(() => nativeTotals({ ...native([]), ...parts }, 1)).toThrow(Unreadable);
  });
});
