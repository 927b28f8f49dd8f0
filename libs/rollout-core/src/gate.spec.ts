import {
  closedGate,
  heldBy,
  OPEN_WORLD,
  waitsForGate,
  type Analysis,
  type Counts,
  type Rollout,
  type Step,
  type World,
} from './index.js';
import { NOW, STAGE, underWay } from './under-way.fixtures.js';

describe('the gate before a wave', () => {
  const freeze = { name: 'sale', until: NOW + 1 };
  const override = { actor: null, reason: 'urgent', at: NOW };
  // The time is 00:16 on a Thursday.
  const hours = { timeZone: 'UTC', days: [4 as const], from: '00:20', to: '12:00' };
  it.each<[string, Partial<World>, Partial<Rollout>, unknown]>([
    ['is open where nothing is said', {}, {}, null],
    ['is closed in a freeze', { freeze }, {}, { kind: 'freeze', ...freeze }],
    ['is open where that was overridden', { freeze }, { freezeOverride: override }, null],
    ['is closed in an emergency before all', { freeze, isStopped: true }, {}, { kind: 'emergency_stop' }],
  ])('%s', (_, world, change, expected) => {
    const rollout = underWay([{ pending: 1 }], change);
    expect(closedGate(rollout, { ...OPEN_WORLD, ...world }, NOW)).toEqual(expected);
  });

  it('is closed outside its hours until they begin, after a freeze', () => {
    const rollout = underWay([{ pending: 1 }], {}, { hours });
    expect(closedGate(rollout, OPEN_WORLD, NOW)).toEqual({ kind: 'hours', until: 1_200_000 });
    expect(closedGate(rollout, OPEN_WORLD, 1_200_000)).toBeNull();
    expect(closedGate(rollout, { ...OPEN_WORLD, freeze }, NOW)?.kind).toBe('freeze');
  });
});

describe('a release waits for the gates of its next wave', () => {
  const wave = (index: number): Step => ({ kind: 'wave', wave: index, size: 2, weightPercent: null });
  const pause: Step = { kind: 'pause', seconds: 60 };
  const done = { succeeded: 2 };
  const next = { pending: 2 };
  const over = { step: 1, stepStartedAt: NOW - 60_000 };
  const atPause = [wave(0), pause, wave(1)];
  const atAnalysis = [wave(0), { kind: 'analysis', seconds: 60, waitSeconds: 60 } as const, wave(1)];
  const said = (verdict: Analysis['verdict'], step = 1): Partial<World> => ({
    analysis: { step, verdict, why: { en: '', zh: '' } },
  });
  const both = [done, next];
  it.each<[string, boolean, readonly Partial<Counts>[], Partial<Rollout>, Partial<World>?]>([
    ['when the wave before has settled', true, both, {}],
    ['when it has not begun', true, [next], { step: -1 }],
    ['when the pause before it is over', true, both, { steps: atPause, ...over }],
    ['when the pause before it was promoted', true, both, { steps: atPause, step: 1, promotedStep: 1 }],
    ['when all pauses are skipped', true, both, { steps: atPause, step: 1, skipsPauses: true }],
    [
      'but first for its pause, to the last moment',
      false,
      both,
      { steps: atPause, ...over, stepStartedAt: NOW - 59_999 },
    ],
    [
      'but first for its pause, though an earlier one was promoted',
      false,
      both,
      { steps: atPause, step: 1, promotedStep: 0 },
    ],
    [
      'but first for whoever promotes it',
      false,
      both,
      { steps: [wave(0), { kind: 'pause', seconds: null }, wave(1)], ...over },
    ],
    ['when the judge let it pass', true, both, { steps: atAnalysis, step: 1 }, said('pass')],
    ['when the judge was promoted away', true, both, { steps: atAnalysis, step: 1, promotedStep: 1 }],
    ['when it goes on in spite of the judge', true, both, { steps: atAnalysis, step: 1, acceptedStep: 1 }],
    ['when all judges are skipped', true, both, { steps: atAnalysis, step: 1, skipsPauses: true }],
    ['but first for the judge, however late', false, both, { steps: atAnalysis, ...over }, said('waiting')],
    [
      'but first for the judge of this very step',
      false,
      both,
      { steps: atAnalysis, ...over },
      said('pass', 3),
    ],
    ['when all have fetched', true, [{ staged: 2 }], { steps: [STAGE, wave(0)] }],
    ['but first for who still fetches', false, [{ staged: 1, staging: 1 }], { steps: [STAGE, wave(0)] }],
    ['but first for who is to fetch', false, [{ staged: 1, pending: 1 }], { steps: [STAGE, wave(0)] }],
    ['but first for who fetches once more', false, [{ staged: 1, retrying: 1 }], { steps: [STAGE, wave(0)] }],
    ['but first for who is at work', false, [{ succeeded: 1, updating: 1 }, next], {}],
    ['but first for whose turn is still to come', false, [{ succeeded: 1, pending: 1 }, next], {}],
    ['but first for both', false, [{ updating: 1, pending: 1 }, next], {}],
    ['never where a pause comes next', false, both, { steps: atPause }],
    ['never where nothing comes next', false, [done], {}],
  ])('%s: %s', (_, expected, waves, change, world = {}) => {
    const around = { ...OPEN_WORLD, ...world };
    const rollout = underWay(waves, change);
    expect(waitsForGate(rollout, around, NOW)).toBe(expected);
    expect(heldBy(rollout, around, NOW)).toBeNull();
    expect(heldBy(rollout, { ...around, isStopped: true }, NOW)).toEqual(
      expected ? { kind: 'emergency_stop' } : null,
    );
  });
});
