import type { ChartPanel } from '../../../components/charts';
import type { Check } from '../../../lib/api';
import type { Translate } from '../../../lib/i18n';
import { canaryData } from './canary-data';
import { ALONE, aGroup, aPoint, aSeries, isoAt } from './series.fixtures';

const t: Translate = (key, values) => [key, ...Object.values(values ?? {})].join(' ');
const words = { t, language: 'en', environments: new Map<string, string>(), moment: String } as const;

const series = aSeries({
  groups: [
    aGroup({ cohort: 'canary' }, [
      aPoint(0, { errorRate: 0.03, latencyP99: 90 }),
      aPoint(10, { errorRate: 0.01, latencyP99: null }),
      aPoint(20),
    ]),
    aGroup({ cohort: 'baseline' }, [
      aPoint(0, { errorRate: 0.01, latencyP99: 1_290, memoryBytes: 200 }),
      aPoint(10, { errorRate: 0.01, memoryBytes: 200 }),
    ]),
  ],
  spans: [{ kind: 'analysis', from: isoAt(0), to: null, step: 1, comparedWith: 'others' }],
});

const checks: readonly Check[] = [
  { kind: 'errors_limit', max: 0.05 },
  { kind: 'memory', minIncrease: 0.5 },
];

const difference = canaryData(
  { series, checks, analysis: { plan: [], current: null, history: [] }, view: 'difference', ...ALONE },
  words,
);
const panelOf = (figure: string): ChartPanel | undefined => difference.panels.find(({ id }) => id === figure);
const valuesOf = (figure: string): unknown => [...(panelOf(figure)?.values.values() ?? [])];

describe('what the canary has more than the others', () => {
  it('is one line, with gaps where one of them is not known', () => {
    expect(difference.lines.map(({ label }) => label)).toEqual(['monitoring.difference']);
    expect(valuesOf('latencyP99')).toEqual([[-1_200, null, null, null, null]]);
    expect(valuesOf('memoryBytes')).toEqual([[-100, -100, null, null, null]]);
  });

  it('is told with its sign, and shares in points', () => {
    const [errors, latency] = [panelOf('errorRate'), panelOf('latencyP99')];
    expect(errors?.unit).toBe('figure.points');
    expect([0.02, -0.005, 0].map((value) => errors?.format(value))).toEqual(['+2', '−0.5', '0']);
    expect([12, -1_200, 0].map((value) => latency?.format(value))).toEqual(['+12 ms', '−1.2 s', '0 ms']);
  });

  it('has no limits of one side alone, but those that go with the others', () => {
    expect(difference.panels.filter(({ limits }) => limits)).toEqual([]);
    expect(panelOf('memoryBytes')?.movingLimit?.values).toEqual([100, 100, null, null, null]);
  });

  it('leaves out what depends on how many nodes either side has', () =>
    expect(difference.panels.map(({ id }) => id)).not.toContain('requestRate'));

  it('keeps what the judge says', () =>
    expect(panelOf('errorRate')?.verdicts).toMatchObject([{ word: 'verdict.notYet' }]));
});
