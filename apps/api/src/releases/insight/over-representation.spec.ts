import fc from 'fast-check';
import { chanceOf, isOverRepresented, liftOf, type Occurrence } from './over-representation.js';

const occurrence = (inGroup: number, groupSize: number, inAll: number, allSize: number): Occurrence => ({
  inGroup,
  groupSize,
  inAll,
  allSize,
});

/** All occurrences that are possible for up to 40 nodes. */
const possible = fc
  .tuple(fc.integer({ min: 1, max: 40 }), fc.nat(), fc.nat(), fc.nat())
  .map(([allSize, x, y, z]) => {
    const groupSize = 1 + (x % allSize);
    const inAll = y % (allSize + 1);
    const least = Math.max(0, groupSize + inAll - allSize);
    return occurrence(least + (z % (Math.min(groupSize, inAll) - least + 1)), groupSize, inAll, allSize);
  });

describe('what a group has in common', () => {
  it.each([
    ['14 of 14 failed have what 14 of 60 asked have', occurrence(14, 14, 14, 60), true],
    ['all have it', occurrence(14, 14, 60, 60), false],
    ['as frequent as everywhere', occurrence(7, 14, 30, 60), false],
    ['a single node', occurrence(1, 1, 1, 1000), false],
    ['less than half of the group', occurrence(4, 10, 4, 1000), false],
    ['two of two among two of a hundred', occurrence(2, 2, 2, 100), true],
    ['nine of ten in cn-3, four percent elsewhere', occurrence(9, 10, 49, 1010), true],
    ['forty thousand of a hundred thousand', occurrence(40_000, 40_000, 40_500, 100_000), true],
  ])('%s', (_, facts, expected) => expect(isOverRepresented(facts, 10)).toBe(expected));

  it('is judged by Fisher’s exact test', () => {
    expect(chanceOf(occurrence(2, 2, 2, 4))).toBeCloseTo(1 / 6, 12);
    expect(chanceOf(occurrence(3, 5, 4, 10))).toBeCloseTo((4 * 15 + 1 * 6) / 252, 10);
    expect(chanceOf(occurrence(0, 5, 4, 10))).toBeCloseTo(1, 10);
    expect(liftOf(occurrence(14, 14, 14, 60))).toBeCloseTo(60 / 14, 12);
  });

  it('needs more to be said when more was looked at', () => {
    const weak = occurrence(3, 3, 6, 20);
    expect(isOverRepresented(weak, 1)).toBe(true);
    expect(isOverRepresented(weak, 50)).toBe(false);
  });

  it('is a chance between 0 and 1 that falls with every further hit', () => {
    fc.assert(
      fc.property(possible, (facts) => {
        const chance = chanceOf(facts);
        expect(chance).toBeGreaterThan(0);
        expect(chance).toBeLessThanOrEqual(1);
        if (facts.inGroup < Math.min(facts.groupSize, facts.inAll))
          expect(chanceOf({ ...facts, inGroup: facts.inGroup + 1 })).toBeLessThanOrEqual(chance + 1e-12);
      }),
    );
  });
});
