import { headline, type PauseReason, type Rollout, type Step } from '../index.js';
import { NOW, underWay } from '../under-way.fixtures.js';

const analysis: Step = { kind: 'analysis', seconds: 60, waitSeconds: 30 };
const context = {
  approvalsGiven: 0,
  approvalsRequired: 0,
  isApprovalExpired: false,
  approvers: [],
  gate: null,
};
const judged = (change: Partial<Rollout> = {}): Rollout =>
  underWay([{ succeeded: 2 }], { steps: [analysis], ...change });

describe('what is said while a step is judged', () => {
  it.each([
    [0, 'Step 1/1: judging 2 nodes on the new version for 60 s more.'],
    [59_001, 'Step 1/1: judging 2 nodes on the new version for 1 s more.'],
    [60_000, 'Step 1/1: the time of the judge is over, and something is still missing.'],
    [90_000, 'Step 1/1: the time of the judge is over, and something is still missing.'],
  ])('after %i ms', (after, text) => {
    expect(headline(judged(), { ...context, now: NOW + after }).en).toBe(text);
  });
});

describe('what is said of the verdict', () => {
  const why = { en: 'Errors 9 %.', zh: '错误率 9 %。' };
  const wayBack = { kind: 'barrier', version: 'web 1' } as const;
  const fail = { kind: 'analysis', verdict: 'fail', why, wayBack: null } as const;
  it.each<[PauseReason, string, string]>([
    [
      fail,
      'Paused: the new version does worse. Errors 9 %. Roll back, or resume in spite of it.',
      '已暂停：新版本表现更差。错误率 9 %。请回滚，或忽略并继续。',
    ],
    [
      { ...fail, wayBack },
      'Paused: the new version does worse. Errors 9 %. It can not go back by itself: the new version must not go back below web 1. Roll back, or resume in spite of it.',
      '已暂停：新版本表现更差。错误率 9 %。无法自动回滚：新版本不允许回退到 web 1 以下。请回滚，或忽略并继续。',
    ],
    [
      { ...fail, verdict: 'inconclusive' },
      'Paused: the judge could not tell in time. Errors 9 %. Resume to go on without it, or roll back.',
      '已暂停：未能在时限内得出结论。错误率 9 %。可忽略并继续，或回滚。',
    ],
  ])('%j', (pause, en, zh) => {
    expect(headline(judged({ status: 'paused', pause }), { ...context, now: NOW })).toEqual({ en, zh });
  });
});
