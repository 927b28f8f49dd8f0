import {
  aPlan,
  aPlanBin,
  aRolling,
  aTarget,
  aTargetBin,
  Fleet,
  OLD,
  type Behaviour,
} from './fleet.fixtures.js';
import {
  advance,
  allCounts,
  hasActivated,
  OPEN_WORLD,
  wantedSilence,
  type NodeFacts,
  type Target,
} from './index.js';

const several = (count: number, behaviour: Behaviour): Behaviour[] =>
  Array.from({ length: count }, () => behaviour);
const all = (fleet: Fleet): readonly Target[] => [...fleet.targets.values()];

describe('at a pause of the plan', () => {
  it.each([
    ['rollback', 'rolling_back'],
    ['pause', 'paused'],
  ] as const)('a node that fails late still counts: %s', (onFailure, status) => {
    const steps = [{ setWeight: 10 }, { pause: { seconds: null } }, { setWeight: 100 }];
    const strategy = { type: 'canary', steps, stratifyBy: [] } as const;
    const fleet = new Fleet(aPlan({ strategy, onFailure }), several(10, 'good'));
    fleet.deploy();
    fleet.runFor(30);
    expect(fleet.rollout).toMatchObject({ status: 'paused', pause: { kind: 'step' } });
    const canary = all(fleet).find((target) => target.status === 'succeeded');
    const node = fleet.nodes.get(canary?.nodeId ?? '');
    const [bin] = node?.facts.bins ?? [];
    if (!node || !bin) throw new Error('no canary has succeeded');
    const error = { code: 'CRASHED', message: 'it ended again and again' };
    const progress = { generation: bin.desiredGeneration, phase: 'failed', error };
    node.facts = { ...node.facts, bins: [{ ...bin, progress }] };
    fleet.tick();
    expect(fleet.rollout.status).toBe(status);
    expect(fleet.rollout.pause?.kind).not.toBe('step');
  });
});

describe('a node that is passed by', () => {
  it('I24 no longer bears the others: nobody is asked in the go in which its going makes them too many', () => {
    const bins = [aPlanBin('web'), aPlanBin('worker')];
    const plan = aPlan({ bins, strategy: aRolling(6), maxUnavailable: 2, failureThreshold: '17%' });
    // The fourth is the first whose turn comes.
    const fleet = new Fleet(plan, [...several(3, 'good'), 'fails', ...several(2, 'good')]);
    fleet.deploy();
    for (let second = 0; second < 60 && allCounts(fleet.rollout).failed === 0; second += 1) fleet.runFor(1);
    const [next] = all(fleet)
      .filter(({ status }) => status === 'staged')
      .sort((left, right) => left.rank - right.rank);
    const node = fleet.nodes.get(next?.nodeId ?? '');
    if (!node) throw new Error('nobody lies ready');
    node.facts = { ...node.facts, away: 'held' };
    const known = fleet.events.length;
    fleet.runFor(60);
    const told = fleet.events.slice(known).map(({ event }) => event);
    const ways = told.flatMap((event) =>
      event.type === 'targets.changed'
        ? event.changes.map(({ from, to }) => `${from.status}>${to.status}`)
        : [event.type],
    );
    expect(ways).toContain('staged>skipped');
    const after = ways.slice(ways.indexOf('staged>skipped') + 1);
    expect(after.slice(0, after.indexOf('rollback.started'))).toEqual([]);
  });
});

describe('a network event', () => {
  const plan = aPlan({ strategy: aRolling(3), failureThreshold: 0, maxUnavailable: 3, darkAfterSeconds: 10 });

  function gone(silent: number, untouched: number): Fleet {
    const fleet = new Fleet(plan, several(9, 'silent_after'));
    fleet.deploy();
    fleet.world = { ...OPEN_WORLD, silence: { '': { untouched, silent } } };
    fleet.runFor(30);
    return fleet;
  }

  it('pauses when untouched nodes of the same group fell silent too', () => {
    expect(gone(4, 6).rollout).toMatchObject({ status: 'paused', pause: { kind: 'network', dark: 3 } });
  });

  it('is none when the untouched ones still talk: then the build is to blame', () => {
    expect(gone(1, 6).rollout).toMatchObject({
      status: 'rolling_back',
      rollback: { trigger: { kind: 'failures' } },
    });
  });

  it('I24 is none when nothing is known of untouched nodes: missing data opens nothing', () => {
    expect(gone(0, 0).rollout.status).toBe('rolling_back');
  });

  it('does not excuse nodes that said that they failed', () => {
    const fleet = new Fleet(plan, ['silent_after', 'fails', 'fails', ...several(6, 'silent_after')]);
    fleet.deploy();
    fleet.world = { ...OPEN_WORLD, silence: { '': { untouched: 6, silent: 6 } } };
    fleet.runFor(40);
    expect(fleet.rollout.status).not.toBe('paused');
  });

  it('is asked about only in trouble', () => {
    const fleet = new Fleet(plan, several(9, 'silent_after'));
    fleet.deploy();
    expect(wantedSilence(fleet.rollout)).toBeNull();
  });
});

describe('going back', () => {
  it.each(['barrier', 'withdrawn'] as const)('does not start by itself over a %s; it pauses', (kind) => {
    const fleet = new Fleet(aPlan({ failureThreshold: 0 }), several(10, 'fails'));
    fleet.world = { ...OPEN_WORLD, noWayBack: { kind, version: 'web 2' } };
    fleet.deploy();
    fleet.runFor(60);
    expect(fleet.rollout).toMatchObject({ status: 'paused', pause: { kind: 'no_way_back', why: { kind } } });
  });
});

describe('a version that is withdrawn meanwhile', () => {
  it('goes to no further node', () => {
    const fleet = new Fleet(aPlan({ strategy: aRolling(1), maxUnavailable: 1 }), several(4, 'good'));
    fleet.deploy();
    fleet.world = { ...OPEN_WORLD, withdrawn: 'web 2' };
    fleet.runFor(60);
    expect(fleet.rollout).toMatchObject({ status: 'paused', pause: { kind: 'withdrawn' } });
    expect(all(fleet).filter(hasActivated)).toHaveLength(1);
  });
});

describe('an emergency stop', () => {
  it('lets nothing be asked of any node, on the way back neither', () => {
    const asked: number[] = [];
    const fleet = new Fleet(
      aPlan({ strategy: aRolling(1), maxUnavailable: 1 }),
      several(4, 'good'),
      (_, __, { desired }) => void asked.push(desired.length),
    );
    fleet.deploy();
    fleet.runFor(3);
    fleet.command({ type: 'rollback', actor: null });
    fleet.world = { ...OPEN_WORLD, isStopped: true };
    asked.length = 0;
    fleet.runFor(30);
    expect(asked.every((count) => count === 0)).toBe(true);
    fleet.world = OPEN_WORLD;
    fleet.runFor(30);
    expect(fleet.rollout.status).toBe('rolled_back');
  });

  it('stops a node between two bins, and goes on there when it is lifted', () => {
    const bins = [aPlanBin(), aPlanBin('worker', 'c'.repeat(64))];
    const fleet = new Fleet(aPlan({ bins, strategy: aRolling(1) }), ['good']);
    fleet.deploy();
    fleet.runFor(5);
    fleet.world = { ...OPEN_WORLD, isStopped: true };
    fleet.runFor(20);
    expect(all(fleet)[0]?.bins.map(({ asked }) => asked)).toEqual(['activate', 'stage']);
    fleet.world = OPEN_WORLD;
    fleet.runFor(30);
    expect(fleet.rollout.status).toBe('completed');
  });

  it('takes the place of whatever a release is paused for', () => {
    const fleet = new Fleet(aPlan(), several(4, 'good'));
    fleet.deploy();
    fleet.command({ type: 'pause', actor: null });
    fleet.command({ type: 'halt', actor: 'somebody' });
    expect(fleet.rollout.pause).toEqual({ kind: 'emergency', actor: 'somebody' });
  });
});

describe('nodes that are lost', () => {
  it('can be retried while the release waits, and then all of it runs the new version', () => {
    const fleet = new Fleet(
      aPlan({
        strategy: {
          type: 'canary',
          steps: [{ setWeight: 100 }, { pause: { seconds: null } }],
          stratifyBy: [],
        },
        failureThreshold: 5,
        maxUnavailable: '100%',
      }),
      ['good', 'fails'],
    );
    fleet.deploy();
    fleet.runFor(30);
    expect(fleet.rollout).toMatchObject({ status: 'paused', lost: 1 });
    const bad = fleet.nodes.get('node-1');
    if (!bad) throw new Error('no second node');
    fleet.nodes.set('node-1', { ...bad, behaviour: 'good' });
    expect(fleet.command({ type: 'retry', targets: all(fleet) })).toBe(true);
    expect(allCounts(fleet.rollout)).toMatchObject({ succeeded: 1, retrying: 1 });
    fleet.command({ type: 'promote', isFull: false });
    fleet.runFor(40);
    expect(fleet.rollout.status).toBe('completed');
  });

  it('go back with the others when they wait for a retry as the release turns round', () => {
    const fleet = new Fleet(
      aPlan({
        strategy: {
          type: 'canary',
          steps: [{ setWeight: 100 }, { pause: { seconds: null } }],
          stratifyBy: [],
        },
        failureThreshold: 5,
        maxUnavailable: '100%',
      }),
      ['good', 'fails'],
    );
    fleet.deploy();
    fleet.runFor(30);
    fleet.command({ type: 'retry', targets: all(fleet) });
    fleet.command({ type: 'rollback', actor: null });
    fleet.runFor(40);
    expect(fleet.rollout.status).toBe('rolled_back');
    for (const { facts } of fleet.nodes.values()) expect(facts.bins[0]?.observed?.sha256).toBe(OLD);
  });
});

describe('what a node goes back to', () => {
  it('I27 is never the new build, though an older agent that says nothing was asked for it once before', () => {
    const digest = 'b'.repeat(64);
    const bins = [aTargetBin({ digest, asked: 'activate', generation: 4, previous: null })];
    const target = aTarget({ status: 'retrying', isDown: true, bins });
    const silent = { desiredGeneration: 4, observed: null, progress: null, desiredSha256: digest };
    const facts: NodeFacts = {
      ...{ nodeId: target.nodeId, protocol: 'seed', away: null, lastSeenAt: 1_000_000, intervalSeconds: 60 },
      bins: [silent],
    };
    const started = new Fleet(aPlan({ strategy: aRolling('100%') }), ['seed']);
    started.deploy();
    started.tick();
    const { targets } = advance(started.rollout, [{ target, facts }], 1_000_000);
    expect(targets[0]?.bins[0]).toMatchObject({ generation: 5, previous: null });
  });

  it('I27 is not what it kept of the new build when it was asked to go back to nothing', () => {
    const digest = 'b'.repeat(64);
    const bins = [aTargetBin({ digest, asked: 'revert', generation: 4, previous: null })];
    const target = aTarget({ status: 'retrying', isDown: true, bins });
    const observed = { sha256: digest, generation: 4, isHealthy: true, since: 900_000 };
    const facts: NodeFacts = {
      ...{ nodeId: target.nodeId, protocol: 'agent', away: null, lastSeenAt: 1_000_000, intervalSeconds: 60 },
      bins: [{ desiredGeneration: 4, observed, progress: null, desiredSha256: null }],
    };
    const started = new Fleet(aPlan({ strategy: aRolling('100%') }), ['good']);
    started.deploy();
    started.tick();
    const { targets } = advance(started.rollout, [{ target, facts }], 1_000_000);
    expect(targets[0]?.bins[0]).toMatchObject({ generation: 5, previous: null });
  });
});

describe('nodes that a person leaves out', () => {
  it('are never asked, and the release ends with exceptions', () => {
    const fleet = new Fleet(aPlan({ strategy: aRolling(1), maxUnavailable: 1 }), several(3, 'good'));
    fleet.deploy();
    const waiting = all(fleet).filter(({ status }) => status === 'pending');
    fleet.command({ type: 'skip', targets: waiting.slice(0, 1) });
    fleet.runFor(80);
    expect(fleet.rollout.status).toBe('completed_with_exceptions');
    expect(allCounts(fleet.rollout)).toMatchObject({ succeeded: 2, excluded: 1 });
  });

  it('are no evidence that is missed when they are a whole wave', () => {
    const fleet = new Fleet(aPlan({ strategy: aRolling(1), maxUnavailable: 1 }), several(2, 'good'));
    fleet.deploy();
    fleet.command({ type: 'skip', targets: all(fleet).filter(({ status }) => status === 'pending') });
    fleet.runFor(60);
    expect(fleet.rollout.status).toBe('completed_with_exceptions');
  });

  it('count against no limit any more when they were lost', () => {
    const fleet = new Fleet(
      aPlan({
        strategy: {
          type: 'canary',
          steps: [{ setWeight: 100 }, { pause: { seconds: null } }],
          stratifyBy: [],
        },
        failureThreshold: 5,
        maxUnavailable: '100%',
      }),
      ['good', 'good', 'silent_after'],
    );
    fleet.deploy();
    fleet.runFor(60);
    expect(fleet.rollout).toMatchObject({ status: 'paused', lost: 1 });
    fleet.command({ type: 'skip', targets: all(fleet) });
    expect(fleet.rollout.lost).toBe(0);
    fleet.command({ type: 'promote', isFull: false });
    fleet.runFor(5);
    expect(fleet.rollout.status).toBe('completed_with_exceptions');
  });
});
