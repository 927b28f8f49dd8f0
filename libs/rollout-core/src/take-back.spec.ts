import { aBlueGreen, aPlan, aTarget, aTargetBin, Fleet, NEW, OLD, type Behaviour } from './fleet.fixtures.js';
import { advance, decide, OPEN_WORLD, takeIn, type NodeFacts, type Target } from './index.js';
import { NOW, someFacts, STAGE, underWay } from './under-way.fixtures.js';

const PLAN = { strategy: aBlueGreen() };
const known = { desiredGeneration: 7, desiredSha256: NEW, observed: null, progress: null };

function laidReady(change: Partial<Target> = {}): Target {
  return aTarget({ status: 'staged', isDown: false, bins: [aTargetBin({ asked: 'stage' })], ...change });
}

function node(change: Partial<NodeFacts> = {}): NodeFacts {
  return someFacts({ bins: [known], ...change });
}

const TAKEN_BACK = { sha256: OLD, action: 'revert', expectedGeneration: 7 };
const AS_BEFORE = { asked: null, generation: 8, previous: { sha256: OLD } };

describe('what was only laid ready is taken back', () => {
  it('of a node that falls silent while it fetches', () => {
    const target = laidReady({ status: 'staging' });
    const facts = node({ lastSeenAt: NOW - 3_600_000 });
    const { targets, desired } = takeIn(underWay([{ staging: 1 }], {}, PLAN), [{ target, facts }], NOW);
    expect(desired).toMatchObject([TAKEN_BACK]);
    expect(targets).toMatchObject([{ status: 'skipped', bins: [AS_BEFORE] }]);
  });

  it.each<[string, Partial<NodeFacts>]>([
    ['is offline', { lastSeenAt: NOW - 3_600_000 }],
    ['is held', { away: 'held' }],
  ])('of a node that %s when its turn comes', (_, change) => {
    const rollout = underWay([{ staged: 2 }], {}, { ...PLAN, maxUnavailable: '100%' });
    const { targets, desired } = advance(rollout, [{ target: laidReady(), facts: node(change) }], NOW);
    expect(desired).toMatchObject([TAKEN_BACK]);
    expect(targets).toMatchObject([{ status: 'skipped', bins: [AS_BEFORE] }]);
  });

  it('of a node that somebody leaves out, at the next look', () => {
    const rollout = underWay([{ staged: 1 }], { steps: [STAGE] }, PLAN);
    const decided = decide(rollout, { type: 'skip', targets: [laidReady()] }, NOW);
    if (!decided.ok) throw new Error(decided.refusal.message);
    const [target] = decided.targets;
    expect(target).toMatchObject({ status: 'excluded', dueAt: NOW });
    const heard = target ? [{ target, facts: node() }] : [];
    const { targets, desired } = takeIn(decided.rollout, heard, NOW);
    expect(desired).toMatchObject([TAKEN_BACK]);
    expect(targets).toMatchObject([{ status: 'excluded', dueAt: null, bins: [AS_BEFORE] }]);
  });

  it.each<[Target['status'], number | null]>([
    ['excluded', NOW],
    ['excluded', null],
    ['pending', null],
    ['skipped', NOW - 9_000],
  ])(
    'I25 but of one that is %s not in an emergency: at the first look when that is over',
    (status, dueAt) => {
      const target = laidReady({ status, dueAt });
      const rollout = underWay([{ [status]: 1 }], {}, PLAN);
      const facts = node({ away: status === 'skipped' ? 'held' : null });
      const stopped = takeIn(rollout, [{ target, facts }], NOW, { ...OPEN_WORLD, isStopped: true });
      expect(stopped.desired).toEqual([]);
      const [waiting = target] = stopped.targets;
      expect(waiting.dueAt).not.toBeNull();
      if (status !== 'skipped') expect(waiting.dueAt).toBeLessThanOrEqual(NOW);
      const { targets, desired } = takeIn(rollout, [{ target: waiting, facts }], NOW);
      expect(desired).toMatchObject([TAKEN_BACK]);
      expect(targets).toMatchObject([{ status, bins: [AS_BEFORE] }]);
    },
  );

  it('I10 but not where somebody else decides since', () => {
    const target = laidReady({ status: 'excluded', dueAt: NOW });
    const facts = node({ bins: [{ ...known, desiredGeneration: 9 }] });
    const { targets, desired } = takeIn(underWay([{ excluded: 1 }], {}, PLAN), [{ target, facts }], NOW);
    expect(desired).toEqual([]);
    expect(targets).toMatchObject([{ dueAt: null, bins: [{ asked: null }] }]);
  });

  it('and laid there once more when the node is back', () => {
    const behaviours = Array.from({ length: 3 }, (): Behaviour => 'good');
    const fleet = new Fleet(aPlan({ ...PLAN, maxUnavailable: '100%', nodeDeadlineSeconds: 600 }), behaviours);
    fleet.deploy();
    const away = fleet.nodes.get('node-0');
    if (away) fleet.nodes.set('node-0', { ...away, behaviour: 'offline', orders: [null] });
    fleet.runFor(65);
    expect(fleet.targets.get('node-0')?.status).toBe('skipped');
    const back = fleet.nodes.get('node-0');
    if (back) fleet.nodes.set('node-0', { ...back, behaviour: 'good' });
    fleet.runFor(60);
    expect(fleet.rollout.status).toBe('completed');
    expect(fleet.targets.get('node-0')?.bins[0]?.previous).toEqual({ sha256: OLD });
  });
});
