import type { Translate } from '../../../lib/i18n';
import { canaryData } from './canary-data';
import type { CanaryView } from './difference';
import { formerSpan, formerState, type FormerFigures } from './former';
import { aGroup, aPoint, aSeries, BEGIN, isoAt } from './series.fixtures';

const t: Translate = (key, values) => [key, ...Object.values(values ?? {})].join(' ');
const words = { t, language: 'en', environments: new Map<string, string>(), moment: String } as const;
const DAY = 86_400;

/** The later one started ten seconds after the begin of what is shown, the former one a day and 3 seconds before that. */
const former = (stepSeconds: number, ...seconds: readonly number[]): FormerFigures => ({
  number: 12,
  startedAt: isoAt(10 - DAY - 3),
  series: aSeries({
    stepSeconds,
    groups: [
      aGroup(
        { cohort: 'canary' },
        seconds.map((second) => aPoint(second - DAY, { latencyP99: second })),
      ),
      aGroup({ cohort: 'baseline' }, [aPoint(-DAY, { latencyP99: 7 })]),
    ],
  }),
});

function p99(figures: FormerFigures | null, view: CanaryView = 'absolute') {
  const facts = { series: aSeries(), checks: [], analysis: undefined, isOver: false, view };
  const data = canaryData({ ...facts, former: figures, startedAt: isoAt(10) }, words);
  const panel = data.panels.find(({ id }) => id === 'latencyP99');
  return { labels: data.lines.map(({ label }) => label), values: panel?.values.get('former') };
}

describe('the release before', () => {
  it('is a line at the same time after its start, with its gaps', () =>
    expect(p99(former(10, 0, 10, 30))).toEqual({
      labels: ['former.line 12'],
      values: [0, 10, null, 30, null],
    }));

  it('holds for the whole of longer steps', () => expect(p99(former(60, 0)).values).toEqual([0, 0, 0, 0, 0]));

  it('is a difference where differences are shown', () =>
    expect(p99(former(10, 0, 10), 'difference').values).toEqual([-7, null, null, null, null]));

  it('is no line where nothing is known of it, or nobody asks for it', () => {
    const silent = { ...former(10), series: aSeries() };
    expect(p99(silent).labels).toEqual([]);
    expect(p99(null).labels).toEqual([]);
  });

  it('is asked for as much of as there is of the later one, in whole steps of five minutes', () => {
    const later = { startedAt: isoAt(10), endMs: BEGIN + 70_000 };
    expect(formerSpan(isoAt(-1_000), later)).toEqual({ from: isoAt(-1_300), to: isoAt(-1_000 + 300 + 60) });
  });

  it.each([
    ['shown', former(10, 0), 10, 0],
    ['coarse', former(60, 0), 10, 0],
    ['unmeasured', { ...former(10), series: aSeries() }, 10, 0],
    ['gone', { ...former(10), series: aSeries() }, 10, 400 * DAY],
  ] as const)('is %s', (state, figures, stepSeconds, laterSeconds) =>
    expect(formerState(figures, stepSeconds, BEGIN + laterSeconds * 1_000)).toBe(state),
  );
});
