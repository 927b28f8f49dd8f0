import fc from 'fast-check';
import { ExponentialHistogram, FINEST_SCALE } from '../index.js';

const latency = fc.double({ min: 1e-6, max: 1e4, noNaN: true });
const latencies = fc.array(latency, { minLength: 1, maxLength: 200 });

function of(values: readonly number[]): ExponentialHistogram {
  const made = new ExponentialHistogram();
  for (const value of values) made.add(value);
  return made;
}

/** The smallest of the values that so large a share of them does not exceed. */
function exact(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

describe('an exponential histogram', () => {
  it('answers every percentile within the bound that it states', () => {
    fc.assert(
      fc.property(latencies, fc.double({ min: 0, max: 1, noNaN: true }), (values, share) => {
        const made = of(values);
        const wanted = exact(values, share);
        const found = made.quantile(share) ?? NaN;
        expect(Math.abs(found - wanted)).toBeLessThanOrEqual(wanted * made.errorBound * (1 + 1e-9));
      }),
    );
  });

  it('is the same, in whatever order and groups it was added up', () => {
    fc.assert(
      fc.property(fc.array(latencies, { minLength: 1, maxLength: 5 }), (groups) => {
        const whole = of(groups.flat());
        const [there, back] = [new ExponentialHistogram(), new ExponentialHistogram()];
        for (const group of groups) there.merge(of(group));
        for (const group of [...groups].reverse()) back.merge(of(group));
        expect(there.data()).toEqual(back.data());
        expect(there.data()).toEqual(whole.data());
      }),
    );
  });

  it('is what was stored of it', () => {
    fc.assert(
      fc.property(latencies, (values) => {
        const data = of([0, ...values]).data();
        expect(ExponentialHistogram.of(data).data()).toEqual(data);
      }),
    );
  });

  it('takes in what another one counted in finer or coarser buckets', () => {
    const finer = ExponentialHistogram.of({ scale: 7, zeroCount: 1, offset: -5, counts: [1, 2, 3, 4, 5] });
    expect(finer.data()).toEqual({ scale: FINEST_SCALE, zeroCount: 1, offset: -2, counts: [1, 14] });
    const coarser = ExponentialHistogram.of({ scale: 0, zeroCount: 0, offset: 3, counts: [7] });
    coarser.merge(finer);
    expect(coarser.data()).toEqual({ scale: 0, zeroCount: 1, offset: -1, counts: [15, 0, 0, 0, 7] });
  });

  it('grows coarser in place of growing without end', () => {
    const made = of([1e-300, 1, 1e300]);
    const { scale, counts } = made.data();
    expect(counts.length).toBeLessThanOrEqual(640);
    expect(scale).toBeLessThan(FINEST_SCALE);
    expect(made.size).toBe(3);
  });

  it('puts a bound into the bucket below it', () => {
    expect(of([8]).data()).toMatchObject({ offset: 3 * 2 ** FINEST_SCALE - 1, counts: [1] });
  });

  it('knows zero, and counts nothing that no latency can be', () => {
    const made = of([0, 0, 1, NaN, -1, Infinity]);
    expect(made.size).toBe(3);
    expect([made.quantile(0), made.quantile(0.6), made.quantile(1)]).toEqual([0, 0, expect.closeTo(1, 1)]);
    expect(new ExponentialHistogram().quantile(0.5)).toBeNull();
  });

  it.each([
    ['a scale that there is not', { scale: 21, zeroCount: 0, offset: 0, counts: [] }],
    ['buckets that there are not', { scale: 5, zeroCount: 0, offset: 2 ** 31, counts: [1] }],
    ['numbers that there are not', { scale: -10, zeroCount: 0, offset: 2 ** 30, counts: [1] }],
    ['a count below zero', { scale: 5, zeroCount: 0, offset: 0, counts: [-1] }],
    ['half an offset', { scale: 5, zeroCount: 0, offset: 0.5, counts: [1] }],
  ])('refuses %s', (_, data) => {
    expect(() => ExponentialHistogram.of(data)).toThrow(RangeError);
  });
});
