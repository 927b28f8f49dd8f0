import { aBlueGreen, aPlan, aPlanBin, aTarget, aTargetBin, NEW, OLD } from './fleet.fixtures.js';
import {
  allCounts,
  firstFollowed,
  follow,
  OPEN_WORLD,
  TARGET_STATUSES,
  type BinFacts,
  type NodeFacts,
  type Target,
  type TargetStatus,
} from './index.js';
import { NOW, someFacts, underWay } from './under-way.fixtures.js';

const STOPPED = { status: 'stopped', finishedAt: NOW } as const;
const asked: BinFacts = {
  desiredGeneration: 7,
  desiredSha256: NEW,
  observed: { sha256: OLD, generation: 6, isHealthy: true, since: NOW - 60_000 },
  progress: null,
};
const ACTIVE: Partial<BinFacts> = {
  observed: { sha256: NEW, generation: 7, isHealthy: true, since: NOW - 6_000 },
  progress: { generation: 7, phase: 'active', error: null },
};
const BROKEN = { code: 'HEALTH_FAILED', message: 'never healthy' };

function node(change: Partial<BinFacts> = {}, of: Partial<NodeFacts> = {}): NodeFacts {
  return someFacts({ bins: [{ ...asked, ...change }], ...of });
}

function laidReady(change: Partial<Target> = {}): Target {
  return aTarget({ status: 'staged', isDown: false, bins: [aTargetBin({ asked: 'stage' })], ...change });
}

function followed(target: Target, facts: NodeFacts, world = OPEN_WORLD) {
  const rollout = underWay([{ [target.status]: 1 }], STOPPED);
  const decision = follow(rollout, [{ target, facts }], NOW, world);
  const [after] = decision.targets;
  return { ...decision, after };
}

describe('a release that was stopped while nodes were at work', () => {
  it('counts who comes to run the new version, and asks for nothing', () => {
    const { rollout, after, desired } = followed(aTarget({ status: 'updating' }), node(ACTIVE));
    expect(after).toMatchObject({ status: 'succeeded', isDown: false, dueAt: null });
    expect(allCounts(rollout)).toMatchObject({ updating: 0, succeeded: 1 });
    expect(rollout).toMatchObject({ status: 'stopped', revision: 1 });
    expect(desired).toEqual([]);
  });

  it('names who fails', () => {
    const progress = { generation: 7, phase: 'failed', error: BROKEN };
    const { after } = followed(aTarget({ status: 'updating' }), node({ progress }));
    expect(after).toMatchObject({ status: 'failed', error: BROKEN, dueAt: null });
  });

  it.each<[string, Partial<Target>, Partial<NodeFacts>, TargetStatus, number | null]>([
    ['still at it', { status: 'updating' }, {}, 'updating', NOW + 2_000],
    ['late', { status: 'updating', assignedAt: NOW - 61_000 }, {}, 'timed_out', NOW + 2_000],
    [
      'silent',
      { status: 'updating', assignedAt: NOW - 31_000 },
      { lastSeenAt: NOW - 31_000 },
      'dark',
      NOW + 2_000,
    ],
    ['dark for long', { status: 'dark', since: NOW - 60_000 }, { lastSeenAt: 0 }, 'dark', NOW + 30_000],
    ['dark for a day', { status: 'dark', since: NOW - 86_400_000 }, { lastSeenAt: 0 }, 'dark', NOW + 600_000],
    ['at it and retired', { status: 'updating' }, { away: 'left' }, 'updating', NOW + 2_000],
    ['dark and retired', { status: 'dark', dueAt: NOW }, { lastSeenAt: 0, away: 'left' }, 'dark', null],
  ])('looks at who is %s as often as something can come of it', (_, change, of, status, dueAt) => {
    expect(followed(aTarget(change), node({}, of)).after).toMatchObject({ status, dueAt });
  });

  it.each<[string, TargetStatus]>([
    ['NODE_DARK', 'dark'],
    ['NODE_DEADLINE', 'timed_out'],
    ['HEALTH_FAILED', 'failed'],
  ])('makes who was to be tried again what it was before: %s', (code, status) => {
    const target = aTarget({ status: 'retrying', assignedAt: NOW - 61_000, error: { code, message: '' } });
    const lastSeenAt = status === 'dark' ? NOW - 31_000 : NOW;
    expect(followed(target, node({}, { lastSeenAt })).after).toMatchObject({ status });
  });

  it.each<[TargetStatus, boolean]>([
    ['dark', false],
    ['timed_out', true],
  ])('leaves who is out of sight to whoever gives it something newer: %s', (status, isForgiven) => {
    const { after } = followed(aTarget({ status, isForgiven: true }), node({ desiredGeneration: 8 }));
    expect(after).toMatchObject({ status: 'failed', isForgiven, error: { code: 'OVERTAKEN' }, dueAt: null });
  });

  it('misses nobody whom the console was not there to hear', () => {
    const target = aTarget({ status: 'updating', assignedAt: NOW - 31_000 });
    const facts = node({}, { lastSeenAt: NOW - 31_000 });
    const world = { ...OPEN_WORLD, hearingSince: NOW - 1_000 };
    expect(followed(target, facts, world).after).toMatchObject({ status: 'updating', dueAt: NOW + 2_000 });
  });

  it('looks at no more than a thousand a second', () => {
    const rollout = underWay([{ updating: 100_000 }], STOPPED);
    const heard = [{ target: aTarget({ status: 'updating' }), facts: node() }];
    expect(follow(rollout, heard, NOW).targets).toMatchObject([{ dueAt: NOW + 100_000 }]);
  });

  it('looks first at who is not known to have come to an end', () => {
    const due = TARGET_STATUSES.filter(
      (status) => firstFollowed('stopped', aTarget({ status }), NOW) === NOW,
    );
    expect(TARGET_STATUSES.filter((status) => !due.includes(status))).toEqual([
      ...['pending', 'succeeded', 'failed', 'skipped', 'excluded', 'reverted'],
    ]);
    expect(firstFollowed('stopped', laidReady({ status: 'excluded' }), NOW)).toBe(NOW);
    expect(firstFollowed('completed', aTarget({ status: 'updating' }), NOW)).toBeNull();
  });
});

const TAKEN_BACK = { sha256: OLD, action: 'revert', expectedGeneration: 7 };
const AS_BEFORE = { asked: null, generation: 8, previous: { sha256: OLD } };

describe('what lies ready when a release is stopped', () => {
  it.each<[TargetStatus, TargetStatus]>([
    ['staged', 'pending'],
    ['staging', 'pending'],
    ['skipped', 'skipped'],
    ['excluded', 'excluded'],
  ])('is taken back, as if it had not been asked: %s', (before, status) => {
    const { after, desired } = followed(laidReady({ status: before }), node());
    expect(desired).toMatchObject([TAKEN_BACK]);
    expect(after).toMatchObject({ status, assignedAt: null, dueAt: null, bins: [AS_BEFORE] });
  });

  it('I25 but not in an emergency: when that is over', () => {
    const left = node({}, { away: 'left' });
    const { after, desired } = followed(laidReady(), left, { ...OPEN_WORLD, isStopped: true });
    expect(desired).toEqual([]);
    expect(after).toMatchObject({ status: 'staged', dueAt: NOW + 2_000, bins: [{ asked: 'stage' }] });
  });

  it('I10 but not where somebody else decides since', () => {
    const { after, desired } = followed(laidReady(), node({ desiredGeneration: 8 }));
    expect(desired).toEqual([]);
    expect(after).toMatchObject({ status: 'pending', dueAt: null, bins: [{ asked: null }] });
  });

  it('but not where it runs since a try before, which would change what runs', () => {
    const observed = { sha256: NEW, generation: 6, isHealthy: true, since: 0 };
    const { after, desired } = followed(laidReady(), node({ observed }));
    expect(desired).toEqual([]);
    expect(after).toMatchObject({ status: 'staged', bins: [{ asked: 'stage' }] });
  });

  it('beside a bin that was told to run, which is left as it is', () => {
    const OTHER = 'c'.repeat(64);
    const bins = [aTargetBin(), aTargetBin({ binId: 'worker', digest: OTHER, asked: 'stage' })];
    const rollout = underWay([{ updating: 1 }], STOPPED, { bins: [aPlanBin(), aPlanBin('worker', OTHER)] });
    const heard = [
      { target: aTarget({ status: 'updating', bins }), facts: someFacts({ bins: [asked, asked] }) },
    ];
    const { targets, desired } = follow(rollout, heard, NOW);
    expect(desired).toMatchObject([{ ...TAKEN_BACK, binId: 'worker' }]);
    expect(targets).toMatchObject([{ status: 'updating', bins: [{ asked: 'activate' }, { asked: null }] }]);
  });

  it('is nothing on agents that can lay nothing ready', () => {
    const target = laidReady({ bins: [aTargetBin({ asked: null, previous: null })] });
    const rollout = underWay([{ staged: 1 }], STOPPED, { ...aPlan(), strategy: aBlueGreen() });
    const facts = node({}, { protocol: 'seed' });
    const { targets, desired } = follow(rollout, [{ target, facts }], NOW);
    expect(desired).toEqual([]);
    expect(targets).toMatchObject([{ status: 'pending', dueAt: null }]);
  });
});
