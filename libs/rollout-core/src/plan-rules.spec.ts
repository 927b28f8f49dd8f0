import { aBlueGreen, aPlan, aPlanBin, aRolling } from './fleet.fixtures.js';
import { planFaults, type CanaryStep, type ReleasePlan, type RollingStrategy } from './index.js';

const WEEK = 7 * 86_400;
const faultsOf = (change: Partial<ReleasePlan>): readonly string[] =>
  planFaults(aPlan(change)).map(({ field, code }) => `${field} ${code}`);
const canary = (...steps: readonly CanaryStep[]): Partial<ReleasePlan> => ({
  strategy: { type: 'canary', steps, stratifyBy: [] },
});
const rolling = (change: Partial<RollingStrategy>): Partial<ReleasePlan> => ({
  strategy: { type: 'rolling', batch: '10%', waves: [], pause: null, ...change },
});
const pausing = (seconds: number | null): CanaryStep => ({ pause: { seconds } });
const CHECKS = [{ check: { kind: 'errors' }, isShadow: false }];
const judging = (seconds: number, waitSeconds: number): Partial<ReleasePlan> => ({
  ...rolling({ analysis: { seconds, waitSeconds } }),
  checks: CHECKS,
});

describe('bins', () => {
  it('have one place each', () => {
    expect(faultsOf({ bins: [aPlanBin(), aPlanBin('worker')] })).toEqual([]);
    const bins = [aPlanBin(), aPlanBin('worker'), aPlanBin()];
    expect(faultsOf({ bins })).toEqual(['bins[2] bin_twice']);
  });
});

describe('a canary', () => {
  it.each<[string, readonly CanaryStep[], readonly string[]]>([
    ['from 1 to 100', [{ setWeight: 1 }, { setWeight: 100 }], []],
    ['from 0', [{ setWeight: 0 }], ['[0] weight_range', '[0] weight_order']],
    ['beyond 100', [{ setWeight: 101 }], ['[0] weight_range']],
    ['by halves', [{ setWeight: 1.5 }], ['[0] weight_range']],
    ['that stands', [{ setWeight: 9 }, { setWeight: 9 }], ['[1] weight_order']],
    ['that shrinks after a pause', [{ setWeight: 9 }, pausing(1), { setWeight: 8 }], ['[2] weight_order']],
    ['by labels', [{ select: { pop: ['a'] } }], []],
    ['by no label', [{ setWeight: 1 }, { select: {} }], ['[1] no_label']],
    ['that waits first', [pausing(1), { setWeight: 1 }], ['[0] pause_first']],
    ['that waits for a person', [{ setWeight: 1 }, pausing(null)], []],
    ['that waits for a second', [{ setWeight: 1 }, pausing(1)], []],
    ['that waits for a week', [{ setWeight: 1 }, pausing(WEEK)], []],
    ['that waits for longer', [{ setWeight: 1 }, pausing(WEEK + 1)], ['[1] pause_range']],
    ['that waits for nothing', [{ setWeight: 1 }, pausing(0)], ['[1] pause_range']],
    ['that only waits', [pausing(1)], ['[0] pause_first', ' no_weight']],
  ])('%s', (_, steps, expected) => {
    expect(faultsOf(canary(...steps))).toEqual(expected.map((fault) => `strategy.steps${fault}`));
  });

  it('is judged only where somebody was added before', () => {
    const analysis = { seconds: 60, waitSeconds: 0 };
    const of = (...steps: readonly CanaryStep[]): readonly string[] =>
      faultsOf({ ...canary(...steps), checks: CHECKS });
    expect(of({ select: { pop: ['a'] } }, { analysis })).toEqual([]);
    expect(of({ setWeight: 1 }, { analysis })).toEqual([]);
    expect(of({ analysis }, { setWeight: 1 })).toEqual(['strategy.steps[0] analysis_first']);
  });

  it('has at most fifty steps', () => {
    const steps = Array.from({ length: 50 }, (_, index) => ({ setWeight: index + 1 }));
    expect(faultsOf(canary(...steps))).toEqual([]);
    expect(faultsOf(canary(...steps, { setWeight: 100 }))).toEqual(['strategy.steps too_many']);
  });
});

describe('a release in waves', () => {
  const named = { name: null, labels: { pop: ['a'] } };
  it.each<[string, Partial<RollingStrategy>, readonly string[]]>([
    ['in batches', { batch: 3 }, []],
    ['by labels', { batch: null, waves: [named] }, []],
    ['in no way', { batch: null }, ['batch one_of']],
    ['in both ways', { waves: [named] }, ['batch one_of']],
    ['in batches of nobody', { batch: 0 }, ['batch batch_empty']],
    ['in batches of no share', { batch: '0%' }, ['batch batch_empty']],
    ['by no label', { batch: null, waves: [named, { name: 'x', labels: {} }] }, ['waves[1] no_label']],
    ['with a pause until a person promotes', { pause: { seconds: null } }, []],
    ['with a pause of a second', { pause: { seconds: 1 } }, []],
    ['with a pause of a week', { pause: { seconds: WEEK } }, []],
    ['with a pause of nothing', { pause: { seconds: 0 } }, ['pause pause_range']],
    ['with a longer pause', { pause: { seconds: WEEK + 1 } }, ['pause pause_range']],
  ])('%s', (_, change, expected) => {
    expect(faultsOf(rolling(change))).toEqual(expected.map((fault) => `strategy.${fault}`));
  });

  it.each<[string, number, number, readonly string[]]>([
    ['for as short as possible', 30, 0, []],
    ['for too short', 29, 0, ['seconds range']],
    ['for as long as possible', WEEK, WEEK, []],
    ['for too long', WEEK + 1, WEEK + 1, ['seconds range', 'waitSeconds range']],
    ['and waits for less than nothing', 60, -1, ['waitSeconds range']],
    ['for halves', 60.5, 0, ['seconds range']],
  ])('that is judged %s', (_, seconds, waitSeconds, expected) => {
    const faults = expected.map((fault) => `strategy.analysis.${fault}`);
    expect(faultsOf(judging(seconds, waitSeconds))).toEqual(faults);
  });

  it.each<[number, number, boolean]>([
    [1, 500, true],
    [1, 501, false],
    [2, 1_000, true],
    [2, 1_001, false],
    [1, 0, true],
  ])('in batches of %i of %i nodes is possible: %s', (batch, nodeCount, isPossible) => {
    const expected = isPossible ? [] : ['strategy.batch too_many_waves'];
    expect(faultsOf({ strategy: aRolling(batch), nodeCount })).toEqual(expected);
  });
});

describe('a judge', () => {
  const analysis = { seconds: 60, waitSeconds: 0 };
  const shadow = { check: {}, isShadow: true };
  it.each<[string, Partial<ReleasePlan>, boolean]>([
    ['of a canary without checks', canary({ setWeight: 1 }, { analysis }), true],
    ['of waves without checks', rolling({ analysis }), true],
    ['whose checks have no say', { ...rolling({ analysis }), checks: [shadow] }, true],
    ['one of whose checks has a say', { ...rolling({ analysis }), checks: [shadow, ...CHECKS] }, false],
    ['whom nobody asks in waves', rolling({}), false],
    ['whom nobody asks in a canary', canary({ setWeight: 1 }), false],
    ['whom nobody asks at a switch', { strategy: aBlueGreen() }, false],
  ])('%s', (_, change, isFault) => {
    expect(faultsOf(change)).toEqual(isFault ? ['checks no_check'] : []);
  });
});

describe('the limits of a plan', () => {
  const capped = (max: 0 | 1 | '0%'): Partial<ReleasePlan> => ({
    maxUnavailablePerGroup: { label: 'pop', max },
  });
  const hours = { timeZone: 'UTC', days: [1 as const], from: '08:00', to: '10:00' };
  it.each<[Partial<ReleasePlan>, readonly string[]]>([
    [{ maxUnavailable: 1 }, []],
    [{ maxUnavailable: 0 }, ['maxUnavailable nothing_moves']],
    [{ maxUnavailable: '0%' }, ['maxUnavailable nothing_moves']],
    [capped(1), []],
    [capped(0), ['maxUnavailablePerGroup.max nothing_moves']],
    [capped('0%'), ['maxUnavailablePerGroup.max nothing_moves']],
    [{ minReadySeconds: 0, nodeDeadlineSeconds: 1 }, []],
    [{ minReadySeconds: -1 }, ['minReadySeconds range']],
    [{ minReadySeconds: 86_400, nodeDeadlineSeconds: 86_401 }, []],
    [{ minReadySeconds: 86_401, nodeDeadlineSeconds: WEEK }, ['minReadySeconds range']],
    [{ minReadySeconds: 5, nodeDeadlineSeconds: 5 }, ['nodeDeadlineSeconds before_ready']],
    [
      { minReadySeconds: 0, nodeDeadlineSeconds: 0 },
      ['nodeDeadlineSeconds range', 'nodeDeadlineSeconds before_ready'],
    ],
    [{ nodeDeadlineSeconds: WEEK }, []],
    [{ nodeDeadlineSeconds: WEEK + 1 }, ['nodeDeadlineSeconds range']],
    [{ darkAfterSeconds: 1 }, []],
    [{ darkAfterSeconds: 0 }, ['darkAfterSeconds range']],
    [{ darkAfterSeconds: WEEK }, []],
    [{ darkAfterSeconds: WEEK + 1 }, ['darkAfterSeconds range']],
    [{ darkAfterSeconds: 1.5 }, ['darkAfterSeconds range']],
    [{ rollbackDeadlineSeconds: 1 }, []],
    [{ rollbackDeadlineSeconds: 0 }, ['rollbackDeadlineSeconds range']],
    [{ rollbackDeadlineSeconds: WEEK }, []],
    [{ rollbackDeadlineSeconds: WEEK + 1 }, ['rollbackDeadlineSeconds range']],
    [{ strategy: aBlueGreen({ rollbackWindowSeconds: 0 }) }, []],
    [{ strategy: aBlueGreen({ rollbackWindowSeconds: WEEK }) }, []],
    [{ strategy: aBlueGreen({ rollbackWindowSeconds: WEEK + 1 }) }, ['strategy.rollbackWindowSeconds range']],
    [{ hours }, []],
    [{ hours: { ...hours, to: '24:00' } }, ['hours.to hours']],
  ])('%j', (change, expected) => expect(faultsOf(change)).toEqual(expected));
});
