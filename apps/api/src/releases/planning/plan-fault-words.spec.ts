import { planFaults, type ReleasePlan } from '@release-console/rollout-core';
import { planFaultWords } from './plan-fault-words.js';

const WEEKLY = { timeZone: 'Nowhere', days: [], from: '24:00', to: '24:00' };
const BIN = { binId: 'web', bin: 'web', versionId: 'v', version: '1', artifacts: [] };
const aPlan = (change: Partial<ReleasePlan>): ReleasePlan => ({
  ...{ environmentId: 'env', bins: [BIN], selector: { labels: {}, nodeIds: [] } },
  strategy: { type: 'rolling', batch: 1, waves: [], pause: null },
  ...{ maxUnavailable: 1, maxUnavailablePerGroup: null, minReadySeconds: 5, nodeDeadlineSeconds: 60 },
  ...{ darkAfterSeconds: 30, failureThreshold: 1, onFailure: 'pause', rollbackDeadlineSeconds: 60 },
  ...{ nodeGrowth: 0, hours: null, lateJoiners: 'baseline', nodeCount: 4 },
  ...change,
});
const NEVER = { seconds: 0, waitSeconds: -1 };
const BROKEN: readonly Partial<ReleasePlan>[] = [
  { bins: [BIN, BIN], maxUnavailable: 0, minReadySeconds: 60, nodeCount: 501, hours: WEEKLY },
  { strategy: { type: 'rolling', batch: null, waves: [], pause: { seconds: 0 }, analysis: NEVER } },
  { strategy: { type: 'rolling', batch: 0, waves: [{ name: null, labels: {} }], pause: null } },
  {
    strategy: {
      type: 'canary',
      steps: [{ pause: { seconds: 0 } }, { analysis: NEVER }, { select: {} }, { setWeight: 0 }],
      stratifyBy: [],
    },
  },
  {
    strategy: {
      type: 'canary',
      steps: Array.from({ length: 51 }, () => ({ pause: { seconds: 1 } })),
      stratifyBy: [],
    },
  },
];

describe('words for the faults of a plan', () => {
  const said = BROKEN.flatMap((change) => planFaults(aPlan(change))).map(({ message }) =>
    planFaultWords(message),
  );

  it('are there in Chinese for everything that the engine finds', () => {
    const unknown = said.filter(({ zh }) => zh.startsWith('值无效') || zh.includes('#'));
    expect(unknown).toEqual([]);
  });

  it('carry the numbers and names', () => {
    expect(planFaultWords('Must be a whole number from 1 to 604800.').zh).toBe('必须是 1 到 604800 的整数。');
    expect(planFaultWords('web is named twice; each bin has one place.').zh).toContain('web');
  });

  it('frame what nobody translated', () => {
    expect(planFaultWords('No.').zh).toBe('值无效：No.');
  });
});
