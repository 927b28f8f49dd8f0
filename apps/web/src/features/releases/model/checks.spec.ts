import type { Check } from '../../../lib/api';
import {
  areChecksSound,
  areUsual,
  CHECK_KINDS,
  newCheck,
  shownNumber,
  USUAL_CHECKS,
  withNumber,
} from './checks';

it.each(CHECK_KINDS)('a new check of %s is sound, and its number comes back as it was written', (kind) => {
  const check = newCheck(kind);
  expect(areChecksSound([check])).toBe(true);
  expect(withNumber(check, shownNumber(check))).toEqual(check);
  expect(shownNumber(withNumber(check, 12.5))).toBe(12.5);
});

it.each<[string, readonly Check[], boolean]>([
  ['nothing', [], false],
  ['only the shadow', [newCheck('errors', true)], false],
  ['one with a say beside the shadow', [newCheck('errors', true), newCheck('latency')], true],
  ['a limit of nothing', [{ kind: 'memory_limit', max: 0 }], false],
  ['errors up to all of them', [{ kind: 'errors_limit', max: 1 }], false],
  ['any difference at all', [{ kind: 'errors', minIncrease: 0 }], true],
])('%s is enough to judge by: %#', (_what, checks, isSound) => {
  expect(areChecksSound(checks)).toBe(isSound);
});

it('knows the usual ones, whatever order their fields are written in', () => {
  expect(areUsual(USUAL_CHECKS)).toBe(true);
  expect(
    areUsual(USUAL_CHECKS.map(({ isShadow, kind, ...rest }) => ({ ...rest, isShadow, kind }) as Check)),
  ).toBe(true);
  expect(areUsual(USUAL_CHECKS.slice(1))).toBe(false);
  expect(areUsual([{ ...newCheck('errors'), minIncrease: 0.01 }, ...USUAL_CHECKS.slice(1)])).toBe(false);
});
