import fc from 'fast-check';
import { verdictOf, type Judged, type Outcome, type StepTimes } from '../index.js';

const times = (elapsedSeconds: number): StepTimes => ({ elapsedSeconds, forSeconds: 300, waitSeconds: 600 });

function judged(state: Outcome['state'], isShadow = false): Judged {
  return {
    isShadow,
    outcome: {
      check: { kind: 'errors', minIncrease: 0.0025 },
      state,
      canary: 0.01,
      baseline: 0.01,
      requests: { canary: 1_000, baseline: 1_000 },
      pValue: 1,
      dispersion: 1,
      usualTimes: 1,
      missing: null,
    },
  };
}

describe('the verdict of a step', () => {
  it.each<[string, readonly Judged[], number, string]>([
    ['a bad check', [judged('good'), judged('bad')], 10, 'fail'],
    ['a bad check, however late', [judged('bad'), judged('unknown')], 5_000, 'fail'],
    ['good checks before the time is over', [judged('good')], 299, 'running'],
    ['good checks when it is', [judged('good'), judged('good')], 300, 'pass'],
    ['an unknown check, as long as it may still come', [judged('good'), judged('unknown')], 899, 'waiting'],
    ['an unknown check when it did not come', [judged('good'), judged('unknown')], 900, 'inconclusive'],
    ['a bad check in the shadow', [judged('good'), judged('bad', true)], 300, 'pass'],
    ['an unknown check in the shadow', [judged('good'), judged('unknown', true)], 300, 'pass'],
    ['nothing that may decide, when the time is over', [judged('bad', true)], 300, 'pass'],
  ])('of %s', (_, checks, elapsed, verdict) => {
    expect(verdictOf(checks, times(elapsed))).toBe(verdict);
  });

  it('never passes with a check that is not good', () => {
    const check = fc.record({ state: fc.constantFrom('good', 'bad', 'unknown'), isShadow: fc.boolean() });
    fc.assert(
      fc.property(fc.array(check), fc.nat(2_000), (checks, elapsed) => {
        const list = checks.map(({ state, isShadow }) => judged(state as Outcome['state'], isShadow));
        const isAllGood = checks.every(({ state, isShadow }) => isShadow || state === 'good');
        const verdict = verdictOf(list, times(elapsed));
        expect(verdict === 'pass').toBe(isAllGood && elapsed >= 300);
      }),
    );
  });
});
