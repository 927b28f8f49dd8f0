import fc from 'fast-check';
import { PRESENCES } from './node-words.js';
import { presenceAt, presenceOf } from './presence.js';

const NOW = 1_800_000_000_000;
const seconds = (silent: number, expectedSeconds: number): string =>
  presenceOf({ lastSeenAt: NOW - silent * 1000, expectedSeconds }, NOW);

describe('presence', () => {
  it.each([
    [0, 60, 'online'],
    [150, 60, 'online'],
    [150.001, 60, 'stale'],
    [600, 60, 'stale'],
    [600.001, 60, 'offline'],
    [25, 10, 'online'],
    [26, 10, 'stale'],
    [101, 10, 'offline'],
    // A node that calls every second has not gone when the network takes a breath.
    [14, 1, 'online'],
    [15, 1, 'online'],
    [15.1, 1, 'offline'],
    [-5, 60, 'online'],
  ])('%d s of silence at an interval of %d s is %s', (silent, expected, presence) => {
    expect(seconds(silent, expected)).toBe(presence);
  });

  it('is never before the first word', () => {
    expect(presenceOf(undefined, NOW)).toBe('never');
    expect(presenceAt(null, 60, NOW)).toBe('never');
    expect(presenceAt(new Date(NOW - 100_000), null, NOW)).toBe('online');
  });

  it('only ever gets worse with silence', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3_600 }),
        fc.nat({ max: 50_000 }),
        fc.nat({ max: 50_000 }),
        (interval, one, two) => {
          const [short, long] = [Math.min(one, two), Math.max(one, two)];
          const rank = (silent: number): number =>
            PRESENCES.indexOf(seconds(silent, interval) as (typeof PRESENCES)[number]);
          return rank(short) <= rank(long);
        },
      ),
    );
  });
});
