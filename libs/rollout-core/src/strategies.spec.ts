import { aBlueGreen, aPlan, aPlanBin, aRolling, Fleet, NEW, OLD, type Behaviour } from './fleet.fixtures.js';
import {
  allCounts,
  hasActivated,
  openWave,
  OPEN_WORLD,
  planWaves,
  type LabelSelector,
  type Rollout,
  type Strategy,
} from './index.js';

const WORKER = 'c'.repeat(64);
const several = (count: number, behaviour: Behaviour): Behaviour[] =>
  Array.from({ length: count }, () => behaviour);
const runningOn = (fleet: Fleet): (string | null | undefined)[][] =>
  [...fleet.nodes.values()].map(({ facts }) => facts.bins.map(({ observed }) => observed?.sha256));

describe('waves by labels', () => {
  const nodes = ['north', 'north', 'south', 'east', 'west'].map((region, index) => ({
    nodeId: `n-${index}`,
    labels: { region },
    arch: 'amd64',
  }));
  const regionsOf = (strategy: Strategy): string[][] => {
    const { targets, steps } = planWaves(aPlan({ strategy }), nodes, 0);
    const region = new Map(nodes.map(({ nodeId, labels }) => [nodeId, labels.region]));
    return steps.flatMap((step) =>
      step.kind === 'wave'
        ? [targets.filter(({ wave }) => wave === step.wave).map(({ nodeId }) => region.get(nodeId) ?? '')]
        : [],
    );
  };
  const wave = (labels: LabelSelector): { name: null; labels: LabelSelector } => ({ name: null, labels });

  it('go in the listed order, each node in the first that it matches, and the rest comes last', () => {
    const waves = [wave({ region: ['south'] }), wave({ region: ['south', 'north'] })];
    expect(regionsOf({ type: 'rolling', batch: null, waves, pause: null })).toEqual([
      ['south'],
      ['north', 'north'],
      expect.arrayContaining(['east', 'west']) as unknown,
    ]);
  });

  it('leave no empty wave behind when they match everything', () => {
    const waves = [wave({ region: ['north', 'south', 'east', 'west'] })];
    expect(regionsOf({ type: 'rolling', batch: null, waves, pause: null })).toHaveLength(1);
  });

  it('wait in between when the plan says so, and not before the first', () => {
    const strategy: Strategy = { ...aRolling(2), pause: { seconds: 60 } } as Strategy;
    const kinds = planWaves(aPlan({ strategy }), nodes, 0).steps.map(({ kind }) => kind);
    expect(kinds).toEqual(['wave', 'pause', 'wave', 'pause', 'wave']);
  });

  it('I23 I26 count into the weights that follow, and widening keeps whoever is in', () => {
    const steps = [{ select: { region: ['north'] } }, { setWeight: 60 }, { setWeight: 100 }];
    const waves = regionsOf({ type: 'canary', steps, stratifyBy: [] });
    expect(waves.map(({ length }) => length)).toEqual([2, 1, 2]);
    expect(waves[0]).toEqual(['north', 'north']);
  });
});

describe('blue-green', () => {
  it('stages every node before it switches any, then keeps the old build for its window', () => {
    const switchedBeforeStaged: boolean[] = [];
    const check = (fleet: Fleet, before: Rollout): void => {
      const wasOpen = openWave(before) >= 0;
      if (wasOpen || openWave(fleet.rollout) < 0) return;
      switchedBeforeStaged.push(allCounts(fleet.rollout).staged !== fleet.targets.size);
    };
    const strategy = aBlueGreen({ rollbackWindowSeconds: 30 });
    const fleet = new Fleet(aPlan({ strategy, maxUnavailable: '100%' }), several(6, 'good'), check);
    fleet.deploy();
    expect(allCounts(fleet.rollout).staging).toBe(6);
    expect(runningOn(fleet).flat()).not.toContain(NEW);
    fleet.runFor(15);
    expect(switchedBeforeStaged).toEqual([false]);
    expect(allCounts(fleet.rollout).succeeded).toBe(6);
    expect(fleet.rollout.status).toBe('deploying');
    fleet.runFor(40);
    expect(fleet.rollout.status).toBe('completed');
  });

  it('lets agents that can not stage change at the switch, not before', () => {
    const fleet = new Fleet(aPlan({ strategy: aBlueGreen({ isAutomatic: false }), maxUnavailable: '100%' }), [
      'good',
      'seed',
    ]);
    fleet.deploy();
    fleet.runFor(10);
    expect(fleet.rollout).toMatchObject({ status: 'paused', pause: { kind: 'step' } });
    expect(runningOn(fleet)).toEqual([[OLD], [OLD]]);
    fleet.command({ type: 'promote', isFull: false });
    fleet.runFor(40);
    expect(fleet.rollout.status).toBe('completed');
  });

  it('takes what was only staged back without taking anything down', () => {
    const downs: number[] = [];
    const fleet = new Fleet(
      aPlan({ strategy: aBlueGreen({ isAutomatic: false }), maxUnavailable: 1 }),
      several(5, 'good'),
      ({ rollout }) => void downs.push(rollout.down),
    );
    fleet.deploy();
    fleet.runFor(6);
    fleet.command({ type: 'rollback', actor: null });
    fleet.runFor(20);
    expect(fleet.rollout.status).toBe('rolled_back');
    expect(Math.max(...downs)).toBe(0);
  });

  it('counts a node that falls silent while it fetches as away, not as lost', () => {
    const fleet = new Fleet(aPlan({ strategy: aBlueGreen(), maxUnavailable: '100%' }), [
      ...several(4, 'good'),
      'offline',
    ]);
    const gone = fleet.nodes.get('node-4');
    if (!gone) throw new Error('no fifth node');
    gone.facts = { ...gone.facts, lastSeenAt: fleet.now };
    fleet.deploy();
    fleet.runFor(70);
    expect(fleet.targets.get('node-4')?.status).toBe('skipped');
    expect(fleet.rollout.lost).toBe(0);
  });
});

describe('several bins in one release', () => {
  const bins = [aPlanBin(), aPlanBin('worker', WORKER)];

  it('are all staged on a node, then activated in the listed order', () => {
    const seen: string[] = [];
    const fleet = new Fleet(aPlan({ bins, strategy: aRolling(1) }), ['good'], (_, __, { desired }) =>
      seen.push(...desired.map(({ binId, action }) => `${action} ${binId}`)),
    );
    fleet.deploy();
    fleet.runFor(60);
    expect(seen).toEqual(['stage web', 'stage worker', 'activate web', 'activate worker']);
    expect(runningOn(fleet)).toEqual([[NEW, WORKER]]);
    expect(fleet.rollout.status).toBe('completed');
  });

  it.each(['fails', 'fails_last'] as const)('go back together on a node where one %s', (behaviour) => {
    const plan = aPlan({ bins, strategy: aRolling(1), onFailure: 'pause', failureThreshold: 0 });
    const fleet = new Fleet(plan, [behaviour, behaviour]);
    fleet.deploy();
    fleet.runFor(60);
    expect(fleet.rollout).toMatchObject({ status: 'paused', pause: { kind: 'failures' } });
    expect(runningOn(fleet)).toEqual([
      [OLD, OLD],
      [OLD, OLD],
    ]);
    expect([...fleet.targets.values()].filter(hasActivated)).toHaveLength(1);
    expect(fleet.rollout.down).toBe(0);
  });
});

describe('gates', () => {
  const frozen = { ...OPEN_WORLD, freeze: { name: 'holidays', until: null } };

  it('I28 hold new waves during a freeze, and let the wave that has begun finish', () => {
    const fleet = new Fleet(aPlan({ strategy: aRolling(2), maxUnavailable: 1 }), several(4, 'good'));
    fleet.deploy();
    fleet.world = frozen;
    fleet.runFor(120);
    expect(allCounts(fleet.rollout)).toMatchObject({ succeeded: 2, pending: 2 });
    fleet.world = OPEN_WORLD;
    fleet.runFor(60);
    expect(fleet.rollout.status).toBe('completed');
  });

  it('I28 let nobody begin while they are closed, not even the first wave', () => {
    const fleet = new Fleet(aPlan(), several(4, 'good'));
    fleet.world = frozen;
    fleet.deploy();
    fleet.runFor(60);
    expect(fleet.rollout).toMatchObject({ status: 'deploying', step: -1 });
    expect([...fleet.targets.values()].filter(hasActivated)).toEqual([]);
  });

  it('I28 hold waves outside the hours of the plan, and open by themselves when these begin', () => {
    // 1,000,000 ms after the start of 1970: 00:16 on a Thursday.
    const hours = { timeZone: 'UTC', days: [4 as const], from: '00:20', to: '12:00' };
    const fleet = new Fleet(aPlan({ hours, strategy: aRolling('100%') }), several(2, 'good'));
    fleet.deploy();
    fleet.runFor(60);
    expect(fleet.rollout).toMatchObject({ status: 'deploying', step: -1 });
    fleet.runFor(240);
    expect(fleet.rollout.status).toBe('completed');
  });

  it('are open to whoever was let through a freeze, with the reason kept', () => {
    const fleet = new Fleet(aPlan({ strategy: aRolling('100%') }), several(2, 'good'));
    fleet.world = frozen;
    fleet.deploy();
    fleet.command({ type: 'override_freeze', actor: 'somebody', reason: 'a hole in the wall' });
    fleet.runFor(60);
    expect(fleet.rollout).toMatchObject({
      status: 'completed',
      freezeOverride: { reason: 'a hole in the wall' },
    });
  });

  it('do not stand in the way back', () => {
    const fleet = new Fleet(aPlan({ strategy: aRolling('100%') }), several(3, 'good'));
    fleet.deploy();
    fleet.runFor(5);
    fleet.world = frozen;
    fleet.command({ type: 'rollback', actor: null });
    fleet.runFor(60);
    expect(fleet.rollout.status).toBe('rolled_back');
  });
});
