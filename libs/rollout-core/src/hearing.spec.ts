import { aPlan, aRolling, aTarget, aTargetBin, Fleet, NEW, type Behaviour } from './fleet.fixtures.js';
import { advance, allCounts, observe, OPEN_WORLD, type Target } from './index.js';
import { heardOf, notAsked, NOW, underWay, type Known } from './under-way.fixtures.js';

const DARK_MS = 30_000;
const LONG_AGO = NOW - 500_000;
const plan = aPlan({ minReadySeconds: 5, darkAfterSeconds: DARK_MS / 1_000, nodeDeadlineSeconds: 60 });

/** Asked before a gap that lasted longer than anything that it may take, and not heard since where nothing else is said. */
function seen(target: Partial<Target>, known: Known, hearingSince: number): Target {
  const before = aTarget({ assignedAt: LONG_AGO, since: LONG_AGO, ...target });
  const facts = heardOf({ lastSeenAt: LONG_AGO, ...known });
  return observe(before, facts, { plan, now: NOW, rollbackDeadlineAt: LONG_AGO + 60_000, hearingSince });
}

const running = { sha256: NEW, generation: 7, isHealthy: true, since: LONG_AGO };
const begun = { generation: 7, phase: 'downloading', error: null };
const fetching = { status: 'staging', isDown: false, bins: [aTargetBin({ asked: 'stage' })] } as const;
const returning = { status: 'reverting', bins: [aTargetBin({ asked: 'revert' })] } as const;
const talks = { lastSeenAt: NOW };

describe('a target after a gap in which nobody could be heard', () => {
  it.each<[string, Partial<Target>, Known, Target['status'], Target['status']]>([
    ['asked, and silent', {}, {}, 'assigned', 'dark'],
    ['at work, and silent', { status: 'updating' }, { progress: begun }, 'updating', 'dark'],
    ['at work, and late', { status: 'updating' }, { ...talks, progress: begun }, 'updating', 'timed_out'],
    ['baking, and silent', { status: 'baking' }, { observed: running }, 'baking', 'dark'],
    ['done, and silent', { status: 'succeeded' }, { observed: running }, 'succeeded', 'dark'],
    ['fetching, and silent', fetching, {}, 'staging', 'skipped'],
    ['fetching, and late', fetching, talks, 'staging', 'timed_out'],
    ['on its way back, and silent', returning, {}, 'reverting', 'revert_failed'],
    ['on its way back, and late', returning, talks, 'reverting', 'revert_failed'],
  ])('%s, has the time of its silence to speak', (_, target, known, waiting, judged) => {
    expect(seen(target, known, NOW).status).toBe(waiting);
    expect(seen(target, known, NOW - DARK_MS).status).toBe(waiting);
    expect(seen(target, known, NOW - DARK_MS - 1).status).toBe(judged);
  });

  it.each<[string, Partial<Target>, Known]>([
    ['asked', {}, {}],
    ['late', { status: 'updating' }, { ...talks, progress: begun }],
    ['fetching', fetching, talks],
    ['on its way back', returning, {}],
  ])('%s, is looked at again when that time is over', (_, target, known) => {
    expect(seen(target, known, NOW - 10_000).dueAt).toBe(NOW + DARK_MS - 10_000 + 1);
  });

  it('has more time where it calls rarely', () => {
    const rarely = { intervalSeconds: 60 };
    expect(seen({}, rarely, NOW - 150_000).status).toBe('assigned');
    expect(seen({}, rarely, NOW - 150_001).status).toBe('dark');
  });

  it('stays away where it was away before', () => {
    expect(seen({ status: 'skipped' }, {}, NOW).status).toBe('skipped');
  });
});

describe('the turn of a node that was last heard before such a gap', () => {
  const rollout = underWay([{ pending: 1 }], {}, { darkAfterSeconds: DARK_MS / 1_000 });
  const turn = (known: Known, hearingSince: number): string | undefined =>
    advance(rollout, [{ target: notAsked('n'), facts: heardOf(known) }], NOW, { ...OPEN_WORLD, hearingSince })
      .targets[0]?.status;

  it.each<[string, Known, number, string | undefined]>([
    ['does not come while it may still speak', { lastSeenAt: LONG_AGO }, NOW - DARK_MS, undefined],
    ['passes when it said nothing', { lastSeenAt: LONG_AGO }, NOW - DARK_MS - 1, 'skipped'],
    ['comes as soon as it speaks', talks, NOW, 'assigned'],
    ['passes at once where it is held', { lastSeenAt: LONG_AGO, away: 'held' }, NOW, 'skipped'],
    ['passes at once where it never spoke', { lastSeenAt: null }, NOW, 'skipped'],
  ])('%s', (_, known, hearingSince, status) => {
    expect(turn(known, hearingSince)).toBe(status);
  });
});

function fleetOf(behaviours: readonly Behaviour[], steps: readonly object[]): Fleet {
  const strategy = { type: 'canary', steps, stratifyBy: [] } as never;
  const fleet = new Fleet(aPlan({ strategy, failureThreshold: 0, maxUnavailable: '100%' }), behaviours);
  fleet.deploy();
  fleet.runFor(30);
  return fleet;
}

describe('what rests on nodes that succeeded before such a gap', () => {
  const soak = [{ setWeight: 10 }, { pause: { seconds: 300 } }, { setWeight: 100 }];

  /** Nobody looks, and nobody is heard; then the canary goes on or not, and the console listens again. */
  function afterGap(isBack: boolean): Fleet {
    const fleet = fleetOf(
      Array.from({ length: 10 }, (): Behaviour => 'good'),
      soak,
    );
    fleet.now += 600_000;
    fleet.world = { ...OPEN_WORLD, hearingSince: fleet.now };
    const canary = [...fleet.targets.values()].find(({ status }) => status === 'succeeded')?.nodeId ?? '';
    const node = fleet.nodes.get(canary);
    if (!node) throw new Error('the canary does not soak');
    if (!isBack) fleet.nodes.set(canary, { ...node, behaviour: 'offline' });
    return fleet;
  }

  it('I24 begins nothing while they may still speak, and is lost with them', () => {
    const fleet = afterGap(false);
    for (let second = 0; second < 30; second += 1) {
      fleet.tick();
      expect(allCounts(fleet.rollout)).toMatchObject({ succeeded: 1, pending: 9 });
      fleet.live();
    }
    fleet.runFor(1);
    expect(fleet.rollout.rollback?.trigger).toMatchObject({ kind: 'failures', lost: 1 });
  });

  it('goes on as soon as they speak', () => {
    const fleet = afterGap(true);
    fleet.tick();
    expect(allCounts(fleet.rollout).pending).toBe(9);
    fleet.runFor(60);
    expect(fleet.rollout.status).toBe('completed');
  });
});

describe('a wave whose nodes were all away before such a gap', () => {
  it('has their time to come back once more before anybody is asked', () => {
    const plan = aPlan({ strategy: aRolling('100%'), maxUnavailable: '100%' });
    const fleet = new Fleet(plan, ['offline', 'offline']);
    fleet.deploy();
    fleet.runFor(30);
    fleet.now += 600_000;
    fleet.world = { ...OPEN_WORLD, hearingSince: fleet.now };
    fleet.runFor(29);
    expect(fleet.rollout.status).toBe('deploying');
    fleet.runFor(1);
    expect(fleet.rollout).toMatchObject({ status: 'paused', pause: { kind: 'no_evidence' } });
  });
});
