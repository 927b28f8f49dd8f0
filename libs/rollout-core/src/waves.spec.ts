import { aPlan, aRolling } from './fleet.fixtures.js';
import { planWaves, type CandidateNode } from './index.js';

const node = (nodeId: string, arch: string | null, labels: Record<string, string> = {}): CandidateNode => ({
  nodeId,
  arch,
  labels,
});

describe('the waves of a plan', () => {
  const plan = aPlan({ strategy: aRolling('100%') });

  it('name nodes for which there is nothing, and count them nowhere', () => {
    const { targets, unsuited, groupSizes } = planWaves(plan, [node('a', 'amd64'), node('b', 'riscv64')], 5);
    expect(targets.map(({ nodeId }) => nodeId)).toEqual(['a']);
    expect(unsuited).toEqual([{ nodeId: 'b', bin: 'web', reason: 'arch_missing' }]);
    expect(groupSizes).toEqual({ '': 1 });
  });

  it('rank nodes over all waves in the order in which they are asked', () => {
    const nodes = ['a', 'b', 'c', 'd'].map((nodeId) => node(nodeId, 'amd64'));
    const { targets } = planWaves(aPlan({ strategy: aRolling(2) }), nodes, 5);
    expect(targets.map(({ wave, rank, since }) => [wave, rank, since])).toEqual([
      [0, 0, 5],
      [0, 1, 5],
      [1, 2, 5],
      [1, 3, 5],
    ]);
  });

  it('group nodes only by the label of the cap, whatever others are called', () => {
    const nodes = [node('a', 'amd64', { pop: 'x', undefined: 'y' }), node('b', 'amd64')];
    const groupsOf = (label: string | null): Readonly<Record<string, number>> => {
      const maxUnavailablePerGroup = label === null ? null : { label, max: 1 };
      return planWaves({ ...plan, maxUnavailablePerGroup }, nodes, 5).groupSizes;
    };
    expect(groupsOf(null)).toEqual({ '': 2 });
    expect(groupsOf('pop')).toEqual({ x: 1, '': 1 });
  });
});
