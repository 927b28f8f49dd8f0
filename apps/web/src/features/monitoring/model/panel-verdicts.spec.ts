import type { ChartPanel } from '../../../components/charts';
import type { AnalysisCheck, AnalysisVerdict, Check } from '../../../lib/api';
import type { Translate } from '../../../lib/i18n';
import { canaryData } from './canary-data';
import { isBeyond, ruleInWords, signed } from './check-words';
import { ALONE, aSeries } from './series.fixtures';

const t: Translate = (key, values) => [key, ...Object.values(values ?? {})].join(' ');
const words = {
  ...({ t, language: 'en', environments: new Map<string, string>() } as const),
  moment: (iso: string) => iso.slice(11, 19),
};

const P99: Check = { kind: 'latency', percentile: 99, minIncrease: 0.1 };

const aCheck = (some: Partial<AnalysisCheck> = {}): AnalysisCheck => ({
  check: P99,
  isShadow: false,
  state: 'good',
  text: { en: 'In a sentence.', zh: '一句话。' },
  canary: 0.412,
  baseline: 0.351,
  canaryRequests: 1_200,
  baselineRequests: 9_000,
  pValue: 0.001,
  dispersion: 1,
  usualTimes: 1,
  missing: null,
  requestsNeeded: null,
  secondsLeft: null,
  ...some,
});

const aVerdict = (
  verdict: AnalysisVerdict['verdict'],
  check: Partial<AnalysisCheck> = {},
  at: string | null = null,
): AnalysisVerdict => ({
  step: 1,
  verdict,
  why: { en: '', zh: '' },
  elapsedSeconds: 60,
  checks: [aCheck(check)],
  at,
});

function panelAfter(
  current: AnalysisVerdict | null,
  history: AnalysisVerdict[] = [],
): ChartPanel | undefined {
  const checks = [current?.checks[0]?.check ?? history[0]?.checks[0]?.check ?? P99];
  const analysis = { plan: checks, current, history };
  const { panels } = canaryData({ series: aSeries(), checks, analysis, view: 'absolute', ...ALONE }, words);
  return panels.find(({ verdicts }) => verdicts);
}

const saidOf = (...args: Parameters<typeof panelAfter>): readonly (string | undefined)[] => {
  const [verdict] = panelAfter(...args)?.verdicts ?? [];
  return [verdict?.tone, verdict?.word, verdict?.rule];
};

const RULE = 'verdict.compared figure.p99 412 ms 351 ms verdict.percent +10 verdict.percent +17.4';

describe('verdicts of panels', () => {
  it('say by which rule, with which numbers, and since when', () => {
    const failed = aVerdict('fail', { state: 'bad' }, '2026-11-23T14:26:05.000Z');
    expect(saidOf(null, [failed])).toEqual(['red', 'judge.verdict.fail', `${RULE} · verdict.since 14:26:05`]);
  });

  it('of now count for more than those before', () => {
    const passed = aVerdict('pass', {}, '2026-11-23T14:26:05.000Z');
    expect(saidOf(aVerdict('running', { canary: 0.36 }), [passed])[1]).toBe('verdict.goodSoFar');
    expect(saidOf(null, [passed])[1]).toBe('judge.verdict.pass');
  });

  it('say that what is beyond the limit and not bad may be chance', () =>
    expect(saidOf(aVerdict('running'))).toEqual(['green', 'verdict.goodSoFar', `${RULE} · verdict.chance`]));

  it('in the shadow have no colour of their own', () =>
    expect(saidOf(aVerdict('running', { isShadow: true, state: 'bad' }))).toEqual([
      'hatched',
      'verdict.shadow judge.verdict.fail',
      RULE,
    ]));

  it('of too little traffic say how little, and have the lines go faint', () => {
    const few = aVerdict('waiting', {
      ...({ state: 'unknown', missing: 'canary_latencies', canary: null, baseline: null } as const),
      requestsNeeded: 3_000,
    });
    expect(saidOf(few)).toEqual([
      'amber',
      'verdict.few',
      'verdict.rule figure.p99 verdict.percent +10 · verdict.seen 1,200 3,000',
    ]);
    expect(panelAfter(few)?.isFaint).toBe(true);
    expect(panelAfter(aVerdict('running'))?.isFaint).toBe(false);
  });

  it.each<[AnalysisCheck['missing'], string, boolean]>([
    ['baseline_requests', 'verdict.few', true],
    ['certainty', 'verdict.open', false],
    ['narrow_buckets', 'verdict.open', false],
  ])('that are open for %s say it in the words of the judge', (missing, word, isFaint) => {
    const open = aVerdict('waiting', { state: 'unknown', missing });
    expect(saidOf(open).slice(0, 2)).toEqual(['amber', word]);
    expect(saidOf(open)[2]).toContain('In a sentence.');
    expect(panelAfter(open)?.isFaint).toBe(isFaint);
  });

  it.each([null, Number.NaN])('of %s are never a pass', (canary) =>
    expect(saidOf(aVerdict('pass', { canary }))[0]).toBe('amber'),
  );

  it('are not made up while nobody knows them', () => {
    const facts = {
      series: aSeries(),
      checks: [P99],
      analysis: undefined,
      view: 'absolute',
      ...ALONE,
    } as const;
    expect(canaryData(facts, words).panels.filter(({ verdicts }) => verdicts)).toEqual([]);
  });

  it('will not come any more once it is over', () => {
    const analysis = { plan: [P99], current: null, history: [] };
    const facts = { series: aSeries(), checks: [P99], analysis, view: 'absolute', ...ALONE } as const;
    const { panels } = canaryData({ ...facts, isOver: true }, words);
    expect(panels.find(({ id }) => id === 'latencyP99')?.verdicts).toMatchObject([{ word: 'verdict.never' }]);
  });

  it('that nobody gave yet are no pass either', () =>
    expect(saidOf(null)).toEqual(['grey', 'verdict.notYet', 'verdict.rule figure.p99 verdict.percent +10']));
});

describe('the rule of a check', () => {
  it.each<[Check, number, number | null, string]>([
    [
      { kind: 'errors', minIncrease: 0.0025 },
      0.1,
      0.005,
      'verdict.compared figure.errorRateShort 10% 0.5% verdict.points +0.25 verdict.points +9.5',
    ],
    [{ kind: 'errors_limit', max: 0.01 }, 0.002, null, 'verdict.held figure.errorRateShort 0.2% 1%'],
    [{ kind: 'latency_limit', percentile: 50, max: 1.5 }, 0.2, null, 'verdict.held figure.p50 200 ms 1.5 s'],
    [
      { kind: 'memory', minIncrease: 0.5 },
      3e8,
      0,
      'verdict.compared figure.memoryShort 300 MB 0 B verdict.percent +50 –',
    ],
    [{ kind: 'memory_limit', max: 1e9 }, 3e8, null, 'verdict.held figure.memoryShort 300 MB 1 GB'],
  ])('%j is told in the unit of its panel', (check, canary, baseline, expected) =>
    expect(ruleInWords(check, { canary, baseline, usualTimes: 1 }, words)).toBe(expected),
  );

  it.each([
    [0.12, 0.1, 1, true],
    [0.105, 0.1, 1, false],
    [0.12, 0.1, 1.2, false],
  ])('P99 %d beside %d, usually %d times as much, is beyond it: %s', (canary, baseline, usualTimes, beyond) =>
    expect(isBeyond(P99, { canary, baseline, usualTimes })).toBe(beyond),
  );

  it.each([
    [17.449, '+17.4'],
    [-0.25, '−0.25'],
    [0, '±0'],
    [-0.000_123, '±0'],
    [0.012_34, '+0.012'],
  ])('%d is signed as %s', (value, text) => expect(signed(value)).toBe(text));
});
