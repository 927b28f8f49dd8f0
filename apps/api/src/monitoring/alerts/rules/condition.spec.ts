import { alertText, type AlertSubject } from './alert-text.js';
import { conditionFaults, conditionOf, type ConditionParts } from './check-condition.js';
import { isBeyond, isEnough, type MetricCondition, type NodesCondition } from './condition.js';

const ERRORS: ConditionParts = {
  kind: 'metric',
  figure: 'errorRate',
  comparison: 'above',
  threshold: 0.05,
  windowSeconds: 300,
  forSeconds: 300,
};
const OFFLINE: ConditionParts = { kind: 'nodes', state: 'offline', atLeast: '10%', forSeconds: 300 };
const PAUSED: ConditionParts = { kind: 'release', states: ['paused'], forSeconds: 900 };

describe('conditions', () => {
  it.each([
    ['a release', PAUSED],
    ['nodes', OFFLINE],
    ['a figure', ERRORS],
    ['a low rate', { ...ERRORS, figure: 'requestRate', comparison: 'below', threshold: 0.001 } as const],
    ['any error at all', { ...ERRORS, threshold: 0 }],
  ])('of %s are taken', (_, parts) => {
    expect(conditionFaults(parts)).toEqual([]);
  });

  it.each<[string, ConditionParts, string, string]>([
    ['no states', { ...PAUSED, states: undefined }, 'condition.states', 'required'],
    ['a part of another kind', { ...PAUSED, figure: 'cpus' }, 'condition.figure', 'not_of_kind'],
    ['no number of nodes', { ...OFFLINE, atLeast: undefined }, 'condition.atLeast', 'required'],
    ['what always holds', { ...OFFLINE, atLeast: '0%' }, 'condition.atLeast', 'min'],
    ['more than all', { ...ERRORS, threshold: 1.01 }, 'condition.threshold', 'range'],
    ['what never holds', { ...ERRORS, threshold: 1 }, 'condition.threshold', 'range'],
    ['less than nothing', { ...ERRORS, comparison: 'below', threshold: 0 }, 'condition.threshold', 'range'],
    ['no window', { ...ERRORS, windowSeconds: undefined }, 'condition.windowSeconds', 'required'],
    [
      'requests where none are needed',
      { ...ERRORS, figure: 'cpus', minRequests: 5 },
      'condition.minRequests',
      'not_of_kind',
    ],
  ])('with %s are refused', (_, parts, field, code) => {
    expect(conditionFaults(parts)).toEqual([expect.objectContaining({ field, code })]);
  });

  it('need requests only where chance would speak otherwise', () => {
    expect(conditionOf(ERRORS)).toMatchObject({ minRequests: 30 });
    expect(conditionOf({ ...ERRORS, minRequests: 1 })).toMatchObject({ minRequests: 1 });
    expect(conditionOf({ ...ERRORS, figure: 'requestRate' })).toMatchObject({ minRequests: null });
  });

  it('do not hold at the threshold of a figure, and do at that of nodes', () => {
    const errors = conditionOf(ERRORS) as MetricCondition;
    expect([0.049, 0.05, 0.051].map((value) => isBeyond(errors, value))).toEqual([false, false, true]);
    const low = { ...errors, comparison: 'below' } as const;
    expect([0.049, 0.05, 0.051].map((value) => isBeyond(low, value))).toEqual([true, false, false]);
    const tenth = conditionOf(OFFLINE) as NodesCondition;
    expect([0, 1, 2].map((count) => isEnough(tenth, count, 11))).toEqual([false, false, true]);
    expect([isEnough(tenth, 1, 10), isEnough(tenth, 0, 0)]).toEqual([true, false]);
    const two = { ...tenth, atLeast: 2 };
    expect([1, 2, 3].map((count) => isEnough(two, count, 3))).toEqual([false, true, true]);
  });
});

describe('the sentence of an alert', () => {
  const said = (parts: ConditionParts, change: Partial<AlertSubject> = {}): unknown =>
    alertText({
      condition: conditionOf(parts),
      value: null,
      total: null,
      status: null,
      releaseNumber: null,
      bin: null,
      seconds: 360,
      isOver: false,
      ...change,
    });

  it.each<[unknown, string, string]>([
    [
      said(ERRORS, { value: 0.0721, bin: 'edge-proxy' }),
      'Errors of edge-proxy 7.21%, above 5%, for 6 min',
      'edge-proxy 的错误率 7.21%，高于 5%，持续 6 分钟',
    ],
    [
      said(OFFLINE, { value: 3, total: 20 }),
      '3 of 20 nodes offline, at least 10%, for 6 min',
      '20 个节点中 3 个离线，不少于 10%，持续 6 分钟',
    ],
    [
      said(PAUSED, { status: 'paused', releaseNumber: 12 }),
      'Release #12 paused for 6 min',
      '发布 #12 已暂停 6 分钟',
    ],
    [
      said(PAUSED, { status: 'rolled_back', releaseNumber: 12 }),
      'Release #12 rolled back 6 min ago',
      '发布 #12 已回滚（6 分钟前）',
    ],
    [
      said(PAUSED, { status: 'rolled_back', releaseNumber: 12, isOver: true }),
      'Release #12 rolled back',
      '发布 #12 已回滚',
    ],
    [
      said({ ...ERRORS, figure: 'latencyP99', threshold: 12_000 }, { value: 15_400 }),
      'P99 latency 15.4 s, above 12 s, for 6 min',
      'P99 延迟 15.4 s，高于 12 s，持续 6 分钟',
    ],
    [
      said({ ...ERRORS, figure: 'memoryBytes', threshold: 1e9 }, { value: 1.5e9 }),
      'Memory 1.5 GB, above 1 GB, for 6 min',
      '内存占用 1.5 GB，高于 1 GB，持续 6 分钟',
    ],
  ])('says what, how much and for how long', (told, en, zh) => {
    expect(told).toEqual({ en, zh });
  });
});
