import { aPlan, aRolling, Fleet } from './fleet.fixtures.js';
import { takeJoiners, takesJoiners, type Joined, type ReleasePlan } from './index.js';

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
});
