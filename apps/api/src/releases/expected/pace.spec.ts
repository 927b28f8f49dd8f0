import type { ReleasePlan } from '@release-console/rollout-core';
import type { MeasuredNode } from './measured-nodes.read-model.js';
import { paceFor } from './pace.js';

const aNode = (change: Partial<MeasuredNode> = {}): MeasuredNode => ({
  ...{ protocol: 'agent', wasStaged: false, bins: 1, runMs: 30_000, settleMs: 12_000, minReadySeconds: 10 },
  ...{ heardMs: 2_000, fetchMs: 20_000, intervalSeconds: 50 },
  ...change,
});
const three = (change: Partial<MeasuredNode> = {}): MeasuredNode[] => [0, 1, 2].map(() => aNode(change));

const bin = { artifacts: [{ arch: 'amd64', sha256: '', sizeBytes: 20_000_000 }] };
const planOf = (count: number, type = 'rolling') =>
  ({ bins: Array.from({ length: count }, () => bin), strategy: { type } }) as unknown as ReleasePlan;
const PLAIN = planOf(1);
const STAGED = planOf(1, 'blue-green');

describe('the pace of nodes that were measured', () => {
  it.each<[string, ReleasePlan, Partial<MeasuredNode>, object]>([
    ['fetching on the way', PLAIN, {}, { updateSeconds: 30, callSeconds: 2 }],
    ['of one bin of three', PLAIN, { wasStaged: true, bins: 3 }, { updateSeconds: 30 }],
    [
      'of an older agent that was never staged',
      PLAIN,
      { protocol: 'seed', wasStaged: true, fetchMs: null },
      { updateSeconds: 30 },
    ],
    ['that fetched first', STAGED, { wasStaged: true }, { stageSeconds: 22, activateSeconds: 30 }],
    ['that fetched on the way, and will fetch first', STAGED, {}, { stageSeconds: 22, activateSeconds: 10 }],
    [
      'that fetched first two bins',
      planOf(2),
      { wasStaged: true, bins: 2 },
      { stageSeconds: 22, activateSeconds: 15 },
    ],
    [
      'of an older agent at the switch',
      STAGED,
      { protocol: 'seed', fetchMs: null, heardMs: null },
      { stageSeconds: 0, activateSeconds: 30 },
    ],
    [
      'whose clock stood still',
      STAGED,
      { heardMs: -50, fetchMs: 40_000 },
      { stageSeconds: 40, activateSeconds: 0 },
    ],
    ['that need not stay healthy', PLAIN, { minReadySeconds: 0, settleMs: 0 }, { callSeconds: 25 }],
    ['that proved it a moment early', PLAIN, { settleMs: 9_990 }, { callSeconds: 0 }],
  ])('%s', (_, plan, change, expected) => {
    const { basis, nodes, pace } = paceFor(plan, three(change), 60);
    expect([basis, nodes, pace]).toEqual([
      'measured',
      3,
      [0, 1, 2].map(() => expect.objectContaining(expected)),
    ]);
  });

  it('says on how many nodes it was measured', () => {
    expect(paceFor(PLAIN, three(), 60).text.en).toBe('Measured on 3 nodes of earlier releases.');
  });

  it.each<[string, ReleasePlan, readonly MeasuredNode[]]>([
    ['nobody was measured', PLAIN, []],
    ['too few were', PLAIN, [aNode(), aNode()]],
    ['nobody knows how long they fetched', STAGED, three({ fetchMs: null })],
    ['nobody knows when they heard of it', STAGED, three({ heardMs: null })],
    [
      'they had fetched before, and nobody knows for how long',
      PLAIN,
      three({ wasStaged: true, fetchMs: null }),
    ],
  ])('is assumed where %s, from the size of what is fetched', (_, plan, measured) => {
    const { basis, nodes, pace, text } = paceFor(plan, measured, 60);
    expect([basis, nodes]).toEqual(['assumed', 0]);
    expect(pace[2]).toEqual({ stageSeconds: 40, updateSeconds: 55, activateSeconds: 45, callSeconds: 30 });
    expect(text.en).toContain('2 MB per second');
    expect(text.zh).toContain('2 MB');
  });
});
