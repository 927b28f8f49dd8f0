import type { ChartPanel } from '../../../components/charts';
import type { Check } from '../../../lib/api';
import type { Translate } from '../../../lib/i18n';
import { canaryData } from './canary-data';
import { ALONE, aGroup, aPoint, aSeries, isoAt } from './series.fixtures';

const t: Translate = (key, values) => [key, ...Object.values(values ?? {})].join(' ');
const words = {
  t,
  language: 'en',
  environments: new Map<string, string>(),
  moment: (iso: string) => iso.slice(11, 19),
} as const;

const series = aSeries({
  spans: [{ kind: 'analysis', from: isoAt(0), to: isoAt(25), step: 1, comparedWith: 'others' }],
  groups: [
    aGroup({ cohort: 'canary' }, [aPoint(0), aPoint(10)]),
    aGroup({ cohort: 'baseline' }, [
      aPoint(0, { memoryBytes: 200 }),
      aPoint(20, { memoryBytes: 0 }),
      aPoint(30),
    ]),
  ],
});

const panelOf = (figure: string, ...checks: readonly Check[]): ChartPanel | undefined =>
  canaryData({ series, checks, analysis: undefined, view: 'absolute', ...ALONE }, words).panels.find(
    ({ id }) => id === figure,
  );

describe('limits of the panels of a release', () => {
  it.each<[Check, string, number, string]>([
    [{ kind: 'errors_limit', max: 0.01 }, 'errorRate', 0.01, 'limit.line 1%'],
    [{ kind: 'latency_limit', percentile: 95, max: 0.5 }, 'latencyP95', 500, 'limit.line 500 ms'],
    [{ kind: 'memory_limit', max: 3e8 }, 'memoryBytes', 3e8, 'limit.line 300 MB'],
    [{ kind: 'errors_limit', max: 0.02, isShadow: true }, 'errorRate', 0.02, 'limit.line 2% (check.shadow)'],
  ])('of %j is drawn in %s, in its unit', (check, figure, value, label) => {
    expect(panelOf(figure, check)?.limits).toMatchObject([{ value, label }]);
    const others = canaryData(
      { series, checks: [check], analysis: undefined, view: 'absolute', ...ALONE },
      words,
    ).panels.filter(({ id }) => id !== figure);
    expect(others.flatMap(({ limits = [] }) => limits)).toEqual([]);
  });

  it('goes with the memory of the others, as far as that is known and the judge looks', () => {
    const memory = panelOf('memoryBytes', { kind: 'memory', minIncrease: 0.5 });
    expect(memory?.movingLimit).toEqual({
      label: 'limit.moving 50',
      values: [300, null, 0, null, null],
    });
  });

  it.each<Check>([
    { kind: 'errors', minIncrease: 0.0025 },
    { kind: 'latency', percentile: 99, minIncrease: 0.05 },
    { kind: 'promql', name: 'Queue', query: 'queue_length', max: 5 },
    { kind: 'alerts', matchers: 'severity="page"' },
  ])('is no line for %j, which is not decided moment by moment, or not in any panel', (check) => {
    const { panels } = canaryData(
      { series, checks: [check], analysis: undefined, view: 'absolute', ...ALONE },
      words,
    );
    expect(panels.filter(({ limits, movingLimit }) => limits ?? movingLimit)).toEqual([]);
  });

  it('needs a panel for what is judged, and none for memory that is not', () => {
    expect(panelOf('memoryBytes')).toBeUndefined();
    expect(panelOf('memoryBytes', { kind: 'memory', minIncrease: 1 })).toBeDefined();
  });
});
