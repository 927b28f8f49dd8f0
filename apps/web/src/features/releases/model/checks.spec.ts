import type { Check } from '../../../lib/api';
import {
  areChecksSound,
  areUsual,
  askedText,
  MEASURED_KINDS,
  boundOf,
  isMeasured,
  newCheck,
  shownNumber,
  USUAL_CHECKS,
  withBound,
  withNumber,
} from './checks';

it.each(MEASURED_KINDS)('a new check of %s is sound, and its number comes back as it was written', (kind) => {
  const check = newCheck(kind);
  if (!isMeasured(check)) throw new Error(`${kind} is measured`);
  expect(areChecksSound([check])).toBe(true);
  expect(withNumber(check, shownNumber(check))).toEqual(check);
  const other = withNumber(check, 12.5);
  expect(isMeasured(other) && shownNumber(other)).toBe(12.5);
});

it.each<[Check, string, boolean]>([
  [{ kind: 'promql', name: 'p99', query: 'q', max: 0.5 }, 'p99 ≤ 0.5', true],
  [{ kind: 'promql', query: 'q', min: 0 }, 'q ≥ 0', true],
  [{ kind: 'promql', name: 'p99', query: 'q', minIncrease: 0.1 }, 'p99 ≤ +10 %', true],
  [newCheck('promql'), ' ≤ 0', false],
  [{ kind: 'alerts', matchers: 'a="b"' }, 'a="b"', true],
  [newCheck('alerts'), '', false],
])('what is asked is said in signs: %#', (check, text, isSound) => {
  expect(askedText(check)).toBe(text);
  expect(areChecksSound([check])).toBe(isSound);
});

it('has one bound at a time', () => {
  const changed = withBound({ kind: 'promql', query: 'q', max: 3 }, 'minIncrease', 0.2);
  expect(changed).toEqual({ kind: 'promql', query: 'q', minIncrease: 0.2 });
  expect(boundOf(changed)).toBe('minIncrease');
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
