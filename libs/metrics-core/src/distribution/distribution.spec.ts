import fc from 'fast-check';
import { Distribution, ExplicitHistogram, ExponentialHistogram, MOST_KINDS_OF_BOUNDS } from '../index.js';

const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const latencies = fc.array(fc.double({ min: 1e-4, max: 20, noNaN: true }), { minLength: 1, maxLength: 100 });

function explicitOf(values: readonly number[], bounds = BOUNDS): ExplicitHistogram {
  const counts = [...bounds, Infinity].map((bound, place) => {
    const from = bounds[place - 1] ?? 0;
    return values.filter((value) => value > from && value <= bound).length;
  });
  return ExplicitHistogram.of({ bounds, counts });
}

function exponentialOf(values: readonly number[]): ExponentialHistogram {
  const made = new ExponentialHistogram();
  for (const value of values) made.add(value);
  return made;
}

describe('a distribution of values that were counted in different buckets', () => {
  it('has each percentile within the ends that it states', () => {
    fc.assert(
      fc.property(
        latencies,
        latencies,
        latencies,
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (a, b, c, share) => {
          const all = new Distribution();
          all.addExponential(exponentialOf(a));
          all.addExplicit(explicitOf(b));
          all.addExplicit(explicitOf(c, [0.1, 1]));
          const sorted = [...a, ...b, ...c].sort((left, right) => left - right);
          const wanted = sorted[Math.ceil(share * sorted.length) - 1] ?? NaN;
          const found = all.quantile(share);
          expect(found?.atLeast).toBeLessThanOrEqual(wanted * (1 + 1e-9));
          expect(found?.atMost).toBeGreaterThanOrEqual(wanted * (1 - 1e-9));
          expect(found?.value).toBeGreaterThanOrEqual(found?.atLeast ?? NaN);
          expect(found?.value).toBeLessThanOrEqual(found?.atMost ?? NaN);
        },
      ),
    );
  });

  it('spreads what is in a wide bucket evenly over it', () => {
    const one = new Distribution();
    one.addExplicit(ExplicitHistogram.of({ bounds: [1, 2, 4], counts: [0, 100, 0, 0] }));
    expect(one.quantile(0.25)).toEqual({ value: expect.closeTo(1.25, 6), atLeast: 1, atMost: 2 });
  });

  it('says that nothing but a lower end is known above the last bound', () => {
    const one = new Distribution();
    one.addExplicit(explicitOf([30, 40]));
    expect(one.quantile(0.5)).toEqual({ value: 10, atLeast: 10, atMost: Infinity });
  });

  it('adds up to the same in any order, and is what was stored of it', () => {
    fc.assert(
      fc.property(latencies, latencies, (a, b) => {
        const [there, back] = [new Distribution(), new Distribution()];
        for (const [all, order] of [
          [there, [a, b]],
          [back, [b, a]],
        ] as const)
          for (const values of order) {
            const one = new Distribution();
            one.addExponential(exponentialOf(values));
            one.addExplicit(explicitOf(values));
            expect(all.merge(one)).toBe(true);
          }
        expect(there.data()).toEqual(back.data());
        expect(new Distribution(there.data()).data()).toEqual(there.data());
        expect(there.size).toBe(2 * (a.length + b.length));
      }),
    );
  });

  it('holds some kinds of bounds and no more, whatever a client makes up', () => {
    const all = new Distribution();
    const taken = Array.from({ length: MOST_KINDS_OF_BOUNDS + 3 }, (_, kind) =>
      all.addExplicit(ExplicitHistogram.of({ bounds: [kind + 1], counts: [1, 0] })),
    );
    expect(taken.filter(Boolean)).toHaveLength(MOST_KINDS_OF_BOUNDS);
    expect(all.size).toBe(MOST_KINDS_OF_BOUNDS);
    expect(all.addExplicit(ExplicitHistogram.of({ bounds: [1], counts: [1, 0] }))).toBe(true);
  });

  it('of nothing has no percentiles', () => {
    expect(new Distribution().quantile(0.99)).toBeNull();
  });

  it.each([
    ['bounds that do not ascend', { bounds: [1, 1], counts: [0, 0, 0] }],
    ['an infinite bound', { bounds: [Infinity], counts: [0, 0] }],
    ['counts that do not fit', { bounds: [1], counts: [0] }],
    ['a count that is none', { bounds: [1], counts: [0, NaN] }],
  ])('refuses %s', (_, data) => {
    expect(() => ExplicitHistogram.of(data)).toThrow(RangeError);
  });
});
