import fc from 'fast-check';
import { soakOf, soakText } from './index.js';

const HOUR = 3_600_000;
const RULE = { environment: 'Staging', hours: 24 };
const at = (completedAt: number | null, bin = 'api') => ({ bin, version: '2.0', completedAt });

describe('the promotion rule', () => {
  it.each([
    ['never completed there', [at(null)], 100 * HOUR, { isSatisfied: false, allowedAt: null }],
    ['completed an hour too late', [at(HOUR)], 24 * HOUR, { isSatisfied: false, allowedAt: 25 * HOUR }],
    ['a millisecond before', [at(0)], 24 * HOUR - 1, { isSatisfied: false, allowedAt: 24 * HOUR }],
    ['on the dot', [at(0)], 24 * HOUR, { isSatisfied: true, allowedAt: 24 * HOUR }],
    ['one of two late', [at(0), at(HOUR, 'web')], 24 * HOUR, { isSatisfied: false, allowedAt: 25 * HOUR }],
    ['one of two absent', [at(0), at(null, 'web')], 99 * HOUR, { isSatisfied: false, allowedAt: null }],
  ])('says of versions of which %s when they may come', (_, versions, now, expected) => {
    expect(soakOf(RULE, versions, now)).toMatchObject(expected);
  });

  it('asks for the completion alone where no time is named', () => {
    expect(soakOf({ ...RULE, hours: 0 }, [at(5)], 5).isSatisfied).toBe(true);
    expect(soakOf({ ...RULE, hours: 0 }, [at(null)], 5).isSatisfied).toBe(false);
  });

  it('is content exactly from the moment that it names on, and names nothing missing then', () => {
    const moment = fc.option(fc.integer({ min: 0, max: 1_000 * HOUR }), { nil: null });
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2_160 }),
        fc.array(moment, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 0, max: 4_000 * HOUR }),
        (hours, moments, now) => {
          const soak = soakOf(
            { environment: 'Staging', hours },
            moments.map((moment) => at(moment)),
            now,
          );
          expect(soak.isSatisfied).toBe(soak.allowedAt !== null && now >= soak.allowedAt);
          expect(soak.isSatisfied).toBe(soak.missing.length === 0);
          if (soak.allowedAt !== null) {
            expect(soakOf(soak.rule, soak.versions, soak.allowedAt).isSatisfied).toBe(true);
            expect(soakOf(soak.rule, soak.versions, soak.allowedAt - 1).isSatisfied).toBe(false);
          }
        },
      ),
    );
  });

  it('says what is missing, first what is not there at all', () => {
    const said = (versions: readonly ReturnType<typeof at>[], now: number) =>
      soakText(soakOf(RULE, versions, now));
    expect(said([at(0), at(null, 'web')], 0).en).toBe(
      'web 2.0 must first complete in Staging and run there for 24 h',
    );
    expect(said([at(0)], HOUR)).toEqual({
      en: 'api 2.0 must have run in Staging for 24 h',
      zh: 'api 2.0 须在“Staging”运行满 24 小时',
    });
    expect(said([at(0)], 30 * HOUR).en).toBe('api 2.0 has proved itself in Staging');
    expect(soakText(soakOf({ ...RULE, hours: 0 }, [at(null)], 0)).en).toBe(
      'api 2.0 must first complete in Staging',
    );
  });
});
