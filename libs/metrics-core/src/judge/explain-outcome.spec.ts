import { explainOutcome, type Outcome } from '../index.js';

const OUTCOME: Outcome = {
  check: { kind: 'errors', minIncrease: 0.0025 },
  state: 'bad',
  canary: 0.0312,
  baseline: 0.009,
  requests: { canary: 12_000, baseline: 40_000 },
  pValue: 0.0032,
  dispersion: 1.1,
  usualTimes: 1,
  missing: null,
};
const P99 = { kind: 'latency', percentile: 99, minIncrease: 0.05 } as const;

describe('the sentence of a check', () => {
  it.each<[Partial<Outcome>, string, string]>([
    [
      {},
      'Errors 3.12 % against 0.9 % of the baseline (+2.22 points), in 12,000 and 40,000 requests over the same time: more than chance explains (p = 0.003).',
      '错误率 3.12 %，同期基线为 0.9 %（+2.22 个百分点），样本为 12,000 与 40,000 个请求：超出偶然范围（p = 0.003）。',
    ],
    [
      { check: P99, canary: 0.412, baseline: 0.351, pValue: 1e-9 },
      'P99 412 ms against 351 ms of the baseline (+17.4 %), in 12,000 and 40,000 requests over the same time: more than chance explains (p < 0.0001).',
      'P99 412 ms，同期基线为 351 ms（+17.4 %），样本为 12,000 与 40,000 个请求：超出偶然范围（p < 0.0001）。',
    ],
    [
      { check: P99, state: 'good', canary: 1.2, baseline: 1.25 },
      'P99 1.2 s against 1.25 s of the baseline (−4 %), in 12,000 and 40,000 requests over the same time: no reason to stop.',
      'P99 1.2 s，同期基线为 1.25 s（−4 %），样本为 12,000 与 40,000 个请求：没有停止的理由。',
    ],
    [
      {
        check: { kind: 'errors_limit', max: 0.03 },
        baseline: null,
        state: 'unknown',
        missing: { what: 'certainty', requestsNeeded: null, secondsLeft: null },
      },
      'Errors 3.12 % in 12,000 requests, above the limit of 3 %, but not by more than chance explains so far.',
      '错误率 3.12 %（12,000 个请求），高于上限 3 %，但目前仍可能出于偶然。',
    ],
    [
      { check: { kind: 'errors_limit', max: 0.02 }, baseline: null },
      'Errors 3.12 % in 12,000 requests, above the limit of 2 %.',
      '错误率 3.12 %（12,000 个请求），超过上限 2 %。',
    ],
    [
      {
        check: { kind: 'latency_limit', percentile: 95, maxSeconds: 0.5 },
        state: 'good',
        canary: 0.2,
        baseline: null,
      },
      'P95 200 ms in 12,000 requests, within the limit of 500 ms.',
      'P95 200 ms（12,000 个请求），未超过上限 500 ms。',
    ],
    [
      { state: 'unknown', missing: { what: 'baseline_requests', requestsNeeded: null, secondsLeft: null } },
      'No requests were seen of the baseline, so there is nothing to compare with.',
      '基线没有收到任何请求，无从比较。',
    ],
    [
      { state: 'unknown', missing: { what: 'canary_requests', requestsNeeded: 14_000, secondsLeft: 200 } },
      'Not enough traffic yet: 12,000 of 14,000 requests, about 4 min more at this rate.',
      '流量尚不足：已有 12,000 / 14,000 个请求，按当前速率还需约 4 分钟。',
    ],
  ])('%#', (outcome, en, zh) => {
    expect(explainOutcome({ ...OUTCOME, ...outcome })).toEqual({ en, zh });
  });
});
