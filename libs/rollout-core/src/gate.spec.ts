import {
  closedGate,
  OPEN_WORLD,
  waitsForGate,
  type Counts,
  type Rollout,
  type Step,
  type World,
} from './index.js';
import { NOW, underWay } from './under-way.fixtures.js';

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
  it.each<[string, boolean, readonly Partial<Counts>[], Partial<Rollout>]>([
    ['when the wave before has settled', true, [done, next], {}],
    ['when it has not begun', true, [next], { step: -1 }],
    ['when the pause before it was promoted', true, [done, next], { step: 1, promotedStep: 1 }],
    ['but first for its pause', false, [done, next], { step: 1 }],
    [
      'but first for its pause, though an earlier one was promoted',
      false,
      [done, next],
      { step: 1, promotedStep: 0 },
    ],
    ['but first for who is at work', false, [{ succeeded: 1, updating: 1 }, next], {}],
    ['but first for whose turn is still to come', false, [{ succeeded: 1, pending: 1 }, next], {}],
    ['but first for both', false, [{ updating: 1, pending: 1 }, next], {}],
    ['never where a pause comes next', false, [done, next], { steps: [wave(0), pause, wave(1)] }],
    ['never where nothing comes next', false, [done], {}],
  ])('%s: %s', (_, expected, waves, change) => {
    const steps = change.step === 1 ? [wave(0), pause, wave(1)] : undefined;
    expect(waitsForGate(underWay(waves, { ...(steps ? { steps } : {}), ...change }))).toBe(expected);
  });
});
