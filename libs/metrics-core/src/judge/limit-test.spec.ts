import { chanceOf, poisson } from '../chance.fixtures.js';
import { LimitTest } from '../index.js';

const ALPHA = 0.01;

/** After how many windows of 500 requests it is found to be above one in a hundred. */
function foundAfter(chance: () => number, share: number, windows: number): number | null {
  const test = new LimitTest(0.01, ALPHA);
  for (let window = 1; window <= windows; window += 1) {
    test.add({ requests: 500, bad: Math.min(500, poisson(chance, 500 * share)) });
    if (test.isAbove) return window;
  }
  return null;
}

function shareFound(share: number, windows: number): number {
  const chance = chanceOf(20_261_127);
  return (
    Array.from({ length: 200 }, () => foundAfter(chance, share, windows)).filter((at) => at !== null).length /
    200
  );
}

describe('the test of a share against a limit', () => {
  it.each([
    ['at the limit', 0.01],
    ['below it', 0.002],
  ])('hardly ever finds one %s above it in half an hour', (_, share) => {
    expect(shareFound(share, 180)).toBeLessThanOrEqual(2 * ALPHA);
  });

  it.each([
    ['twice the limit', 0.02, 12],
    ['a third above it', 0.0135, 90],
    ['all of them', 1, 3],
  ])('finds %s in time', (_, share, windows) => {
    expect(shareFound(share, windows)).toBeGreaterThan(0.9);
  });

  it('takes no single window for all that is needed', () => {
    const test = new LimitTest(0.01, ALPHA);
    test.add({ requests: 500, bad: 500 });
    expect([test.isAbove, test.pValue]).toEqual([false, expect.closeTo(0.08, 1)]);
  });

  it('finds what breaks after half an hour nearly as soon as what never was good', () => {
    const test = new LimitTest(0.01, ALPHA);
    for (let window = 0; window < 180; window += 1) test.add({ requests: 5_000, bad: 10 });
    for (let window = 0; window < 7; window += 1) test.add({ requests: 5_000, bad: 5_000 });
    expect(test.isAbove).toBe(true);
  });

  it('learns nothing without traffic', () => {
    const test = new LimitTest(0.01, ALPHA);
    test.add({ requests: 0, bad: 0 });
    expect([test.isAbove, test.pValue]).toEqual([false, expect.closeTo(1, 9)]);
  });

  it.each([
    [0, 0.01],
    [1, 0.01],
    [0.1, 0],
  ])('refuses a limit of %p and an alpha of %p', (limit, alpha) => {
    expect(() => new LimitTest(limit, alpha)).toThrow(RangeError);
  });
});
