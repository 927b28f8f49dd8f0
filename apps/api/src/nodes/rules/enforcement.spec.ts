import fc from 'fast-check';
import { chooseEnforced, MAX_ATTEMPTS, pauseAfterMs, type Enforceable } from './enforcement.js';

const finding = (id: string, change: Partial<Enforceable> = {}): Enforceable => ({
  id,
  attempts: 0,
  nextAttemptAt: null,
  isReachable: true,
  ...change,
});

describe('putting drift back', () => {
  it.each<[string, readonly Enforceable[], number, readonly string[]]>([
    ['asks as many as may be asked at once', [finding('a'), finding('b'), finding('c')], 2, ['a', 'b']],
    ['leaves out what can not be asked', [finding('a', { isReachable: false }), finding('b')], 1, ['b']],
    [
      'asks nobody else before those asked are well',
      [finding('a', { attempts: 1, nextAttemptAt: 900 }), finding('b')],
      1,
      [],
    ],
    ['asks again when the pause is over', [finding('a', { attempts: 1, nextAttemptAt: 400 })], 1, ['a']],
    [
      'gives up, and then nothing more is asked of anybody',
      [finding('a', { attempts: MAX_ATTEMPTS, nextAttemptAt: 1 }), finding('b')],
      1,
      [],
    ],
  ])('%s', (_, open, maxAtOnce, ids) => {
    expect(chooseEnforced(open, maxAtOnce, 500).map(({ id }) => id)).toEqual(ids);
  });

  it('S05: whatever drifts, never more nodes than allowed have been asked and are not well', () => {
    const world = fc.record({
      count: fc.integer({ min: 1, max: 40 }),
      maxAtOnce: fc.integer({ min: 1, max: 5 }),
      heals: fc.array(fc.boolean(), { minLength: 1, maxLength: 30 }),
    });
    fc.assert(
      fc.property(world, ({ count, maxAtOnce, heals }) => {
        let open = Array.from({ length: count }, (_, index) => finding(`node-${index}`));
        let now = 0;
        for (const isHealing of heals) {
          const asked = new Set(chooseEnforced(open, maxAtOnce, now).map(({ id }) => id));
          open = open.map((each) =>
            asked.has(each.id)
              ? {
                  ...each,
                  attempts: each.attempts + 1,
                  nextAttemptAt: now + pauseAfterMs(each.attempts + 1),
                }
              : each,
          );
          const unwell = open.filter(({ attempts }) => attempts > 0);
          expect(unwell.length).toBeLessThanOrEqual(maxAtOnce);
          expect(Math.max(...open.map(({ attempts }) => attempts), 0)).toBeLessThanOrEqual(MAX_ATTEMPTS);
          if (isHealing) open = open.filter(({ attempts }) => attempts === 0);
          now += 200_000;
        }
      }),
    );
  });

  it('waits longer each time', () => {
    expect([1, 2, 3].map(pauseAfterMs)).toEqual([300_000, 900_000, 2_700_000]);
  });
});
