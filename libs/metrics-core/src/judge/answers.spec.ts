import fc from 'fast-check';
import { isWorse, judgeAnswers, type Answer } from './answers.js';
import type { AskedCheck, Outcome } from './check.js';
import { explainOutcome } from './explain-outcome.js';

const NOW = 1_000_000;
const PROMQL = { kind: 'promql', name: 'p99', query: 'q' } as const;
const MAX: AskedCheck = { ...PROMQL, max: 10 };
const MIN: AskedCheck = { ...PROMQL, min: 10 };
const MORE: AskedCheck = { ...PROMQL, minIncrease: 0.5 };
const ALERTS: AskedCheck = { kind: 'alerts', matchers: 'a="b"' };

const answer = (ago: number, canary: number | null, baseline: number | null = null): Answer => ({
  at: NOW - ago,
  canary,
  baseline,
  note: canary === null ? 'it took too long' : null,
});

/** Ten seconds apart, the last one just now. */
const series = (...values: readonly (number | null)[]): readonly Answer[] =>
  values.map((value, place) => answer((values.length - 1 - place) * 10, value));

const judged = (check: AskedCheck, answers: readonly Answer[]): Outcome => judgeAnswers(check, answers, NOW);

describe('what a Prometheus server answers', () => {
  it.each([
    [MAX, series(1, 2, 3), 'good'],
    [MAX, series(10, 10, 10), 'good'],
    [MAX, series(11, 11, 11), 'bad'],
    [MAX, series(11, 1, 11, 1, 11), 'bad'],
    [MAX, series(11, 11, 1, 1, 1), 'good'],
    [MAX, series(11, 11, 11, 1, 1, 1, 1, 1), 'good'],
    [MAX, series(1, 2), 'unknown'],
    [MAX, series(11, 11), 'unknown'],
    [MAX, series(1, 2, null, null, null), 'unknown'],
    [MAX, series(11, 11, null, 11, null), 'bad'],
    [MAX, [], 'unknown'],
    [MAX, [100, 90, 80].map((ago) => answer(ago, 11)), 'unknown'],
    [MIN, series(9, 9, 9), 'bad'],
    [MIN, series(10, 10, 10), 'good'],
    [MORE, [20, 10, 0].map((ago) => answer(ago, 15, 10)), 'good'],
    [MORE, [20, 10, 0].map((ago) => answer(ago, 16, 10)), 'bad'],
    [MORE, [20, 10, 0].map((ago) => answer(ago, 16, null)), 'unknown'],
    [MORE, [20, 10, 0].map((ago) => answer(ago, -4, -10)), 'bad'],
    [MORE, [20, 10, 0].map((ago) => answer(ago, -5, -10)), 'good'],
  ] as const)('%j of %j is %s', (check, answers, state) => {
    expect(judged(check, answers).state).toBe(state);
  });

  it('never passes on what is no number', () => {
    expect(isWorse({ ...PROMQL, max: 1 }, { canary: null, baseline: null })).toBeNull();
    const value = fc.option(fc.integer({ min: 0, max: 20 }), { nil: null });
    fc.assert(
      fc.property(fc.array(value, { maxLength: 12 }), (values) => {
        const { state } = judged(MAX, series(...values));
        const last = values.slice(-5).filter((each) => each !== null);
        if (last.length < 3) expect(state).toBe('unknown');
        else expect(state).toBe(last.filter((each) => each > 10).length >= 3 ? 'bad' : 'good');
      }),
    );
  });

  it.each([
    [MAX, series(11, 12, 13), '"p99" is 13, at most 10 is allowed: beyond it in 3 of the last 3 answers.'],
    [MIN, series(9, 9, 9.5), '"p99" is 9.5, at least 10 is wanted: beyond it in 3 of the last 3 answers.'],
    [MAX, series(1, 2), '"p99" is 2, at most 10 is allowed: 2 of 3 answers so far.'],
    [MAX, series(null), 'Prometheus gives no value for "p99": it took too long.'],
    [MAX, [], 'Prometheus gives no value for "p99": it was not asked yet.'],
    [
      MORE,
      [20, 10, 0].map((ago) => answer(ago, 1, 0)),
      '"p99" is 1 against 0 of the baseline (–; +50 % is allowed): beyond it in 3 of the last 3 answers.',
    ],
  ] as const)('%j of %j says %s', (check, answers, sentence) => {
    const { en, zh } = explainOutcome(judged(check, answers));
    expect(en).toBe(sentence);
    expect(zh).toMatch(/。$/);
  });
});

describe('what Alertmanager answers', () => {
  const firing = (since: number, before: number, note: string | null = 'DiskFull'): Answer[] => [
    { at: NOW - 5, canary: since, baseline: before, note },
  ];

  it.each([
    [firing(0, 0, null), 'good', 'No alert is firing.'],
    [firing(1, 0), 'bad', '1 alert began to fire since the release was deployed: DiskFull.'],
    [firing(2, 1, 'A, B'), 'bad', '2 alerts began to fire since the release was deployed: A, B.'],
    [firing(0, 1), 'unknown', '1 alert was firing before the release was deployed and still is: DiskFull.'],
    [
      firing(0, 2, 'A, B'),
      'unknown',
      '2 alerts were firing before the release was deployed and still are: A, B.',
    ],
    [series(null), 'unknown', 'Alertmanager does not say which alerts fire: it took too long.'],
    [[], 'unknown', 'Alertmanager was not asked yet.'],
    [[answer(90, 1, 0)], 'unknown', 'Alertmanager was not asked yet.'],
  ] as const)('%j is %s', (answers, state, sentence) => {
    const outcome = judged(ALERTS, answers);
    expect([outcome.state, explainOutcome(outcome).en]).toEqual([state, sentence]);
  });
});
