import { aPlan, aRolling, Fleet } from './fleet.fixtures.js';
import {
  mostNodes,
  takeJoiners,
  takesJoiners,
  type Joined,
  type ReleasePlan,
  type Rollout,
} from './index.js';
import { NOW, underWay } from './under-way.fixtures.js';

describe('nodes that come while a release is under way', () => {
  function joined(change: Partial<ReleasePlan>): Joined {
    const cap = { label: 'pop', max: 1 };
    const plan = aPlan({ strategy: aRolling('100%'), maxUnavailablePerGroup: cap, nodeGrowth: 1, ...change });
    const fleet = new Fleet(plan, ['slow']);
    fleet.deploy();
    const nodes = ['a', 'b'].map((nodeId) => ({ nodeId, arch: 'amd64', labels: { pop: 'pop-0' } }));
    return takeJoiners(fleet.rollout, nodes, fleet.now);
  }

  it('I26 stay outside when the plan gives them the baseline', () => {
    const { joined: nobody, rollout, events } = joined({ lateJoiners: 'baseline' });
    expect(takesJoiners(rollout)).toBe(false);
    expect([nobody, events]).toEqual([[], []]);
  });

  it('I26 come last, as far as the approved growth goes, and count in their group', () => {
    const { joined: one, rollout } = joined({ lateJoiners: 'last_wave' });
    expect(one).toHaveLength(1);
    expect(rollout.groups['pop-0']?.size).toBe(2);
    expect(rollout.waves[0]?.size).toBe(2);
  });

  const open = { lateJoiners: 'last_wave', nodeCount: 5, nodeGrowth: 3 } as const;
  const started = (change: Partial<Rollout> = {}, plan: Partial<ReleasePlan> = {}): Rollout =>
    underWay([{ succeeded: 2 }, { pending: 3 }], change, { ...open, ...plan });

  it.each<[string, Rollout, boolean]>([
    ['under way', started(), true],
    ['paused', started({ status: 'paused' }), true],
    ['on its way back', started({ status: 'rolling_back' }), false],
    ['without waves', started({ waves: [] }), false],
    ['for those alone that were there', started({}, { lateJoiners: 'baseline' }), false],
  ])('may join a release that is under way and wants them: one that is %s', (_, rollout, expected) => {
    expect(takesJoiners(rollout)).toBe(expected);
  });

  it('stand behind all others, in the last wave', () => {
    const nodes = ['a', 'b'].map((nodeId) => ({ nodeId, arch: 'amd64', labels: {} }));
    const { joined, events } = takeJoiners(started(), nodes, NOW);
    expect(joined.map(({ wave, rank }) => [wave, rank])).toEqual([
      [1, 5],
      [1, 6],
    ]);
    expect(events).toEqual([{ type: 'targets.joined', wave: 1, groupSizes: { '': 2 } }]);
  });

  it('are left out where there is nothing for their architecture', () => {
    const nodes = [{ nodeId: 'a', arch: 'riscv64', labels: {} }];
    expect(takeJoiners(started(), nodes, NOW)).toMatchObject({ joined: [], events: [] });
  });

  it.each([
    [3, 13],
    [15, 25],
    ['25%', 12],
    ['0%', 10],
  ] as const)('may be %s more than the ten that were approved, which makes %i', (nodeGrowth, most) => {
    expect(mostNodes({ nodeCount: 10, nodeGrowth })).toBe(most);
  });
});
