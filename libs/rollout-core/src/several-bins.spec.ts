import { aPlan, aPlanBin, aRolling, aTarget, aTargetBin, Fleet, NEW, OLD } from './fleet.fixtures.js';
import {
  advance,
  allCounts,
  draftRollout,
  noCounts,
  observe,
  OPEN_WORLD,
  takeIn,
  type BinFacts,
  type Counts,
  type NodeFacts,
  type Rollout,
  type Target,
  type TargetStatus,
  type WaveState,
} from './index.js';

const OTHER = 'c'.repeat(64);
const NOW = 1_000_000;
const plan = aPlan({ bins: [aPlanBin(), aPlanBin('worker', OTHER)], strategy: aRolling('100%') });
const deploying: Rollout = { ...draftRollout(plan), status: 'deploying' };

function known(change: Partial<BinFacts> = {}): BinFacts {
  const observed = { sha256: OLD, generation: 6, isHealthy: true, since: NOW - 60_000 };
  return { desiredGeneration: 7, desiredSha256: NEW, observed, progress: null, ...change };
}

function runningNew(sha256: string): BinFacts {
  return known({
    observed: { sha256, generation: 7, isHealthy: true, since: NOW - 1_000 },
    progress: { generation: 7, phase: 'active', error: null },
  });
}

function facts(...bins: readonly BinFacts[]): NodeFacts {
  return { nodeId: 'n', protocol: 'agent', away: null, lastSeenAt: NOW, intervalSeconds: 1, bins };
}

function target(change: Partial<Target>, ...asked: readonly ('stage' | 'activate' | 'revert')[]): Target {
  const [first, second] = asked;
  const bins = [
    aTargetBin({ asked: first ?? null }),
    aTargetBin({ binId: 'worker', digest: OTHER, asked: second ?? null }),
  ];
  return aTarget({ ...change, bins });
}

const ALL = { kind: 'wave', wave: 0, size: 1, weightPercent: null } as const;

/** A release of which at most one node may be down. */
function crowdedBy(counts: Partial<Counts>, down: number): Rollout {
  return {
    ...deploying,
    plan: { ...plan, maxUnavailable: 1 },
    steps: [ALL],
    waves: [{ size: 2, counts: { ...noCounts(), ...counts } }],
    groups: { '': { size: 2, down, dark: 0 } },
    down,
    step: 0,
  };
}

function waveOf(status: TargetStatus): WaveState {
  return { size: 1, counts: { ...noCounts(), [status]: 1 } };
}

const FAILED = known({ progress: { generation: 7, phase: 'failed', error: null } });
const backAgain = known({ observed: { sha256: OLD, generation: 7, isHealthy: true, since: NOW } });

describe('several bins on one node', () => {
  it('I27 do not go on with the next once it is withdrawn', () => {
    const half = target({ status: 'updating' }, 'activate', 'stage');
    const heard = [{ target: half, facts: facts(runningNew(NEW), known()) }];
    const world = { ...OPEN_WORLD, withdrawn: 'worker 2' };
    expect(takeIn(deploying, heard, NOW).desired).toHaveLength(1);
    expect(takeIn(deploying, heard, NOW, world)).toMatchObject({
      desired: [],
      targets: [{ dueAt: NOW + 1_000 }],
    });
  });

  it('go on with the next only when the one before runs', () => {
    const half = target({ status: 'updating' }, 'activate', 'stage');
    expect(takeIn(deploying, [{ target: half, facts: facts(known(), known()) }], NOW).desired).toEqual([]);
    const { desired } = takeIn(deploying, [{ target: half, facts: facts(runningNew(NEW), known()) }], NOW);
    expect(desired).toMatchObject([{ binId: 'worker', action: 'activate', sha256: OTHER }]);
  });

  it('I21 are not activated where staging ran out of time', () => {
    const late = target({ status: 'staging', isDown: false, assignedAt: NOW - 500_000 }, 'stage', 'stage');
    const { desired, targets } = takeIn(deploying, [{ target: late, facts: facts(known(), known()) }], NOW);
    expect(targets).toMatchObject([{ status: 'timed_out' }]);
    expect(desired).toEqual([]);
  });

  it('I22 take no room on a node that staging was lost on, however silent it is', () => {
    const late = target({ status: 'timed_out', isDown: false, assignedAt: NOW - 500_000 }, 'stage', 'stage');
    const silent = { ...facts(known(), known()), lastSeenAt: NOW - 400_000 };
    expect(takeIn(deploying, [{ target: late, facts: silent }], NOW).targets).toEqual([]);
    const failed = takeIn(deploying, [{ target: late, facts: facts(known(), FAILED) }], NOW);
    expect(failed.targets).toMatchObject([{ status: 'failed', isDown: false }]);
  });

  it.each([
    ['waits while there is no room', 1, []],
    ['takes a place where there is one', 2, [{ binId: 'worker', action: 'activate' }]],
  ] as const)('I22 go on after a try that failed, and the node %s', (_, maxUnavailable, asked) => {
    const others = { ...noCounts(), failed: 1, updating: 1 };
    const crowded: Rollout = {
      ...deploying,
      plan: { ...plan, maxUnavailable },
      steps: [ALL],
      waves: [{ size: 2, counts: others }],
      groups: { '': { size: 2, down: 1, dark: 0 } },
      down: 1,
      step: 0,
    };
    const back = target({ status: 'failed', isDown: false }, 'activate');
    const seed = { ...facts(runningNew(NEW), known()), protocol: 'seed' as const };
    const { desired, targets, rollout } = takeIn(crowded, [{ target: back, facts: seed }], NOW);
    expect(desired).toMatchObject(asked);
    expect(targets).toMatchObject([{ status: 'failed', isDown: asked.length > 0, dueAt: NOW + 1_000 }]);
    expect(rollout.down).toBe(1 + asked.length);
  });

  it.each([
    ['is down while its agent is at it, whatever it said before to run', 'activate', known(), true],
    ['is up once its agent gave that up, too', 'activate', FAILED, false],
    ['is down until it says that it went back', 'revert', known(), true],
    ['is up once it said so', 'revert', backAgain, false],
  ] as const)('I22 where another one failed, a node with one asked for %s', (_, asked, heard, isDown) => {
    const half = target({ status: 'failed', isDown: true, error: null }, asked, 'stage');
    const context = { plan, now: NOW, rollbackDeadlineAt: null, hearingSince: -Infinity };
    // An agent of the older protocol that went back says nothing of it, so somebody has to look.
    const dueAt = isDown && asked === 'revert' ? NOW + 5_000 : null;
    expect(observe(half, facts(heard, FAILED), context)).toMatchObject({ status: 'failed', isDown, dueAt });
  });

  it('all go back where one failed, and each to what it ran', () => {
    const half = target({ status: 'updating' }, 'activate', 'activate');
    const { desired } = takeIn(deploying, [{ target: half, facts: facts(runningNew(NEW), FAILED) }], NOW);
    expect(desired).toMatchObject([
      { binId: 'web', action: 'revert', sha256: OLD },
      { binId: 'worker', action: 'revert', sha256: OLD },
    ]);
  });

  it.each([
    ['goes on being down', true, 1, 1],
    ['waits while there is no room for it to be', false, 1, 0],
    ['takes a place where there is one', false, 2, 1],
  ] as const)(
    'I22 go back where one failed that is back already, and the node %s until it says so',
    (_, wasDown, maxUnavailable, asked) => {
      const crowded: Rollout = {
        ...deploying,
        plan: { ...plan, maxUnavailable },
        steps: [ALL],
        waves: [{ size: 2, counts: { ...noCounts(), failed: 1, updating: 1 } }],
        groups: { '': { size: 2, down: 1, dark: 0 } },
        down: 1,
        step: 0,
      };
      const status = wasDown ? 'updating' : 'failed';
      const half = target({ status, isDown: wasDown }, 'activate', 'stage');
      const { desired, targets, rollout } = takeIn(
        crowded,
        [{ target: half, facts: facts(FAILED, known()) }],
        NOW,
      );
      expect(desired).toHaveLength(2 * asked);
      expect(targets).toMatchObject([{ status: 'failed', isDown: asked === 1, dueAt: NOW + 1_000 }]);
      expect(rollout.down).toBe(wasDown ? 1 : 1 + asked);
    },
  );

  it('I22 go back at once, however many are down, where it went down by failing', () => {
    const half = target({ status: 'succeeded', isDown: false }, 'activate', 'activate');
    const full = crowdedBy({ succeeded: 1, updating: 1 }, 1);
    const heard = [{ target: half, facts: facts(runningNew(NEW), FAILED) }];
    expect(takeIn(full, heard, NOW).desired).toHaveLength(2);
  });

  it('I22 wait where another took the last place in the same look', () => {
    const unwell = {
      ...runningNew(NEW),
      observed: { sha256: NEW, generation: 7, isHealthy: false, since: NOW },
    };
    const well = target({ nodeId: 'a', status: 'succeeded', isDown: false }, 'activate', 'activate');
    const back = target({ nodeId: 'b', status: 'failed', isDown: false }, 'activate', 'stage');
    const heard = [
      { target: back, facts: facts(FAILED, known()) },
      { target: well, facts: facts(unwell, runningNew(OTHER)) },
    ];
    const { desired, rollout } = takeIn(crowdedBy({ succeeded: 1, failed: 1 }, 0), heard, NOW);
    expect(desired).toEqual([]);
    expect(rollout.down).toBe(1);
  });

  it('stay where they are in an emergency, and where there is no way back', () => {
    const half = [
      {
        target: target({ status: 'updating' }, 'activate', 'activate'),
        facts: facts(runningNew(NEW), FAILED),
      },
    ];
    const stopped = takeIn(deploying, half, NOW, { ...OPEN_WORLD, isStopped: true });
    expect(stopped.desired).toEqual([]);
    expect(stopped.targets).toMatchObject([{ status: 'failed', dueAt: NOW + 1_000 }]);
    const noWayBack = { kind: 'barrier', version: 'web 2' } as const;
    expect(takeIn(deploying, half, NOW, { ...OPEN_WORLD, noWayBack }).desired).toEqual([]);
  });

  it('go on, and not back, on a node that was only away when it was to be asked again', () => {
    const away = target({ status: 'failed' }, 'activate', 'stage');
    const onItsWay = known({ progress: { generation: 7, phase: 'checking', error: null } });
    expect(takeIn(deploying, [{ target: away, facts: facts(onItsWay, known()) }], NOW).desired).toEqual([]);
    const { desired } = takeIn(deploying, [{ target: away, facts: facts(runningNew(NEW), known()) }], NOW);
    expect(desired).toMatchObject([{ binId: 'worker', action: 'activate' }]);
  });

  it('are left to whoever gave one of them something else meanwhile', () => {
    const half = target({ status: 'updating' }, 'activate', 'activate');
    const taken = facts(runningNew(NEW), known({ desiredGeneration: 8 }));
    const { desired, targets } = takeIn(deploying, [{ target: half, facts: taken }], NOW);
    expect(targets).toMatchObject([{ status: 'failed', error: { code: 'OVERTAKEN' } }]);
    expect(desired).toEqual([]);
  });

  it.each([
    ['goes on', known({ desiredGeneration: 8 }), 'stage'],
    ['goes back', { ...FAILED, desiredGeneration: 8 }, 'activate'],
  ] as const)(
    'are left to whoever decides about one of them since, and the other never %s',
    (_, heard, asked) => {
      const half = target({ status: 'updating' }, 'activate', asked);
      const { desired } = takeIn(deploying, [{ target: half, facts: facts(runningNew(NEW), heard) }], NOW);
      expect(desired).toEqual([]);
    },
  );

  it('go back, and not on, where the next could not be fetched', () => {
    const half = target({ status: 'updating' }, 'activate', 'stage');
    const { desired } = takeIn(deploying, [{ target: half, facts: facts(runningNew(NEW), FAILED) }], NOW);
    expect(desired.map(({ action }) => action)).toEqual(['revert', 'revert']);
  });

  it('do not go on once the release goes back, though nobody could ask them back yet', () => {
    const half = target({ status: 'updating' }, 'activate', 'stage');
    const back: Rollout = { ...deploying, status: 'rolling_back' };
    const { desired } = takeIn(back, [{ target: half, facts: facts(runningNew(NEW), known()) }], NOW);
    expect(desired).toEqual([]);
  });

  it('wait for their turn where they are to be tried again, whatever runs meanwhile', () => {
    const again = target({ status: 'retrying' }, 'activate', 'stage');
    const { desired } = takeIn(deploying, [{ target: again, facts: facts(runningNew(NEW), known()) }], NOW);
    expect(desired).toEqual([]);
  });

  it('I21 are staged once more, and not activated, where staging is tried again', () => {
    const fleet = new Fleet(
      aPlan({
        bins: plan.bins,
        strategy: aRolling('100%'),
        maxUnavailable: 3,
        onFailure: 'pause',
        nodeDeadlineSeconds: 20,
      }),
      ['slow'],
    );
    fleet.deploy();
    fleet.runFor(25);
    const [late] = fleet.targets.values();
    if (!late) throw new Error('nobody was asked');
    expect(late.status).toBe('timed_out');
    fleet.command({ type: 'retry', targets: [late] });
    fleet.command({ type: 'resume', lost: [] });
    fleet.tick();
    expect(fleet.targets.get(late.nodeId)).toMatchObject({
      status: 'staging',
      isDown: false,
      bins: [{ asked: 'stage' }, { asked: 'stage' }],
    });
    expect(allCounts(fleet.rollout).staging).toBe(1);
  });
});

describe('one bin alone', () => {
  it('is put back by its agent where it failed, and asked for nothing', () => {
    const heard = { target: aTarget({ status: 'updating' }), facts: facts(FAILED) };
    const { desired, targets } = takeIn(deploying, [heard], NOW);
    expect(desired).toEqual([]);
    expect(targets).toMatchObject([{ status: 'failed', isDown: false }]);
  });
});

describe('a second try', () => {
  it('is not ended at once by what a later bin said of the first', () => {
    const retrying = target({ status: 'retrying' }, 'activate', 'activate');
    const broken = facts(known(), FAILED);
    const start: Rollout = {
      ...deploying,
      steps: [ALL],
      waves: [waveOf('retrying')],
      step: 0,
      deployedAt: NOW,
    };
    const { targets, desired } = advance(start, [{ target: retrying, facts: broken }], NOW);
    expect(desired).toMatchObject([
      { binId: 'web', action: 'activate', expectedGeneration: 7 },
      { binId: 'worker', action: 'stage', expectedGeneration: 7 },
    ]);
    const [asked] = targets;
    if (!asked) throw new Error('it was not asked');
    const told = facts(known({ desiredGeneration: 8 }), { ...FAILED, desiredGeneration: 8 });
    expect(takeIn(start, [{ target: asked, facts: told }], NOW).targets).toMatchObject([
      { status: 'assigned' },
    ]);
  });
});

describe('the way back', () => {
  it('F29 is proved by no call of a node in whose name two agents speak', () => {
    const asked = aTarget({ status: 'reverting', bins: [aTargetBin({ asked: 'revert', previous: null })] });
    const silent = { ...facts(known({ observed: null })), protocol: 'seed' as const };
    const context = { plan: aPlan(), now: NOW, rollbackDeadlineAt: NOW + 60_000, hearingSince: -Infinity };
    expect(observe(asked, silent, context).status).toBe('reverted');
    expect(observe(asked, { ...silent, away: 'quarantined' }, context).status).toBe('reverting');
  });

  it('leaves alone what somebody else decides about since', () => {
    const fleet = new Fleet(aPlan({ strategy: aRolling('100%'), maxUnavailable: 2 }), ['slow', 'slow']);
    fleet.deploy();
    const [node] = fleet.nodes.values();
    if (!node) throw new Error('there is no node');
    node.facts = { ...node.facts, bins: node.facts.bins.map((bin) => ({ ...bin, desiredGeneration: 9 })) };
    fleet.command({ type: 'rollback', actor: 'ana' });
    fleet.tick();
    fleet.tick();
    expect(node.facts.bins[0]?.desiredGeneration).toBe(9);
    expect(fleet.targets.get(node.id)).toMatchObject({
      status: 'revert_failed',
      error: { code: 'OVERTAKEN' },
    });
  });
});
