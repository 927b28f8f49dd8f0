import fc from 'fast-check';
import { syncAfterSeconds } from './sync-interval.js';

describe('when a node should call again', () => {
  it.each([
    [30, true, 0.5, 30],
    [30, false, 0.5, 10],
    [5, false, 0.5, 5],
    [30, true, 0, 27],
  ])('%d s, settled %s, random %d: %d s', (idle, isSettled, random, expected) => {
    expect(syncAfterSeconds(idle, isSettled, random)).toBe(expected);
  });

  it('F31 spreads those that started together over a fifth of the interval', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3_600 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (idle, random) => {
          const pause = syncAfterSeconds(idle, true, random);
          return pause >= idle * 0.89 && pause <= idle * 1.11;
        },
      ),
    );
    const pauses = new Set(
      Array.from({ length: 1_000 }, (_, index) => syncAfterSeconds(30, true, index / 1_000)),
    );
    expect(pauses.size).toBeGreaterThan(500);
  });
});
