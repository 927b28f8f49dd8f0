import { aPlan } from './fleet.fixtures.js';
import {
  draftRollout,
  goOnBlock,
  isBlocked,
  isPassing,
  OPEN_WORLD,
  soakOf,
  startBlock,
  stopBlock,
} from './index.js';

const rollout = draftRollout(aPlan());
const overridden = { ...rollout, freezeOverride: { actor: 'ana', reason: 'urgent', at: 1 } };
const freeze = { name: 'night', until: 1_000 };
const claim = { id: 'r1', number: 7, nodes: 2 };
const RULE = { environment: 'Staging', hours: 1 };
const soakAt = (now: number) => soakOf(RULE, [{ bin: 'web', version: '2', completedAt: 0 }], now);

describe('what keeps a release from beginning', () => {
  it.each([
    ['nothing', OPEN_WORLD, rollout, [], undefined],
    ['I28 a freeze', { ...OPEN_WORLD, freeze }, rollout, [], 'ENVIRONMENT_FROZEN'],
    ['an overridden freeze', { ...OPEN_WORLD, freeze }, overridden, [], undefined],
    ['I10 F42 a claim', OPEN_WORLD, rollout, [claim], 'NODES_CLAIMED'],
    [
      'an emergency stop before all',
      { ...OPEN_WORLD, freeze, isStopped: true },
      overridden,
      [claim],
      'EMERGENCY_STOP',
    ],
  ] as const)('%s', (_, world, of, claims, code) => {
    expect(startBlock(world, of, claims, null)?.code).toBe(code);
  });

  it('a version that has not soaked, unless somebody overrode that', () => {
    const early = startBlock(OPEN_WORLD, rollout, [claim], soakAt(1));
    expect(early).toMatchObject({
      code: 'NOT_SOAKED',
      facts: { environment: 'Staging', soakHours: 1, until: '1970-01-01T01:00:00.000Z' },
    });
    expect(early?.message).toContain('web 2 must have run in Staging for 1 h, which is so from 1970');
    const never = soakOf(RULE, [{ bin: 'web', version: '2', completedAt: null }], 1);
    expect(startBlock(OPEN_WORLD, rollout, [], never)).toMatchObject({
      message:
        'web 2 must first complete in Staging and run there for 1 h; deploy with whenBlocked "wait", or have it overridden.',
      facts: { until: null },
    });
    expect(startBlock(OPEN_WORLD, overridden, [], soakAt(1))?.code).toBe('NOT_SOAKED');
    const hotfix = { ...rollout, soakOverride: { actor: 'ana', reason: 'urgent', at: 1 } };
    expect(startBlock(OPEN_WORLD, hotfix, [], soakAt(1))).toBeNull();
    expect(startBlock(OPEN_WORLD, rollout, [], soakAt(3_600_000))).toBeNull();
  });

  it('names the freeze and its end, and the release that is in the way', () => {
    const frozen = startBlock({ ...OPEN_WORLD, freeze }, rollout, [], null);
    expect(frozen?.facts).toEqual({ freeze: 'night', until: '1970-01-01T00:00:01.000Z' });
    expect(frozen?.message).toContain('until 1970-01-01T00:00:01.000Z');
    const endless = startBlock({ ...OPEN_WORLD, freeze: { name: 'night', until: null } }, rollout, [], null);
    expect(endless?.facts).toEqual({ freeze: 'night', until: null });
    expect(endless?.message).not.toContain('until');
    const claimed = startBlock(OPEN_WORLD, rollout, [claim], null);
    expect(claimed?.facts).toEqual({ releaseId: 'r1', releaseNumber: 7, nodes: 2 });
  });

  it.each([
    ['EMERGENCY_STOP', true, true],
    ['ENVIRONMENT_FROZEN', true, true],
    ['NODES_CLAIMED', true, true],
    ['NOT_SOAKED', true, true],
    ['APPROVAL_MISSING', false, true],
    ['RELEASE_CHANGED', false, true],
    ['DESIRED_STATE_CHANGED', false, true],
    ['NODES_GREW', false, false],
    ['VERSION_WITHDRAWN', false, false],
  ])('%s: people may wait for its end: %s, what is scheduled waits: %s', (code, blocked, passing) => {
    expect([isBlocked(code), isPassing(code)]).toEqual([blocked, passing]);
  });
});

describe('what holds all that moves', () => {
  it('is an emergency stop, and no freeze', () => {
    expect(stopBlock({ ...OPEN_WORLD, isStopped: true })?.code).toBe('EMERGENCY_STOP');
    expect(stopBlock(OPEN_WORLD)).toBeNull();
  });
});

describe('what keeps people from letting a release go on', () => {
  const back = { ...rollout, status: 'rolling_back' as const };
  it.each([
    ['nothing', OPEN_WORLD, rollout, undefined],
    ['a withdrawn version', { ...OPEN_WORLD, withdrawn: 'web 2' }, rollout, 'VERSION_WITHDRAWN'],
    ['a withdrawn version, but not on the way back', { ...OPEN_WORLD, withdrawn: 'web 2' }, back, undefined],
    ['an emergency stop, there too', { ...OPEN_WORLD, isStopped: true }, back, 'EMERGENCY_STOP'],
  ] as const)('%s', (_, world, of, code) => {
    expect(goOnBlock(world, of)?.code).toBe(code);
  });
});
