import { stepTimes, type ChartData, type ChartLine, type TimeAxis } from '../../../components/charts';
import type { Timeseries } from '../../../lib/api';
import type { Translate } from '../../../lib/i18n';
import { less, type CanaryView, type Values } from './difference';
import type { FigureId } from './figures';
import { spanOfRelease, type TimeSpan } from './time-span';

/** The release before, as far as its figures are known. */
export interface FormerFigures {
  readonly number: number;
  readonly startedAt: string;
  readonly series: Timeseries;
}

/** The server keeps figures for so long. */
const KEPT_MS = 400 * 86_400_000;
/** While the later one goes on, the question changes no more often than this. */
const ROUND_MS = 5 * 60_000;
const LINE_ID = 'former';
const LOOK: ChartLine['look'] = { color: 'var(--rc-line-ghost)', width: 1.5 };

/** As much of a release as there is of the one after it. */
export function formerSpan(formerStart: string, later: { startedAt: string; endMs: number }): TimeSpan {
  const lengthMs = Math.ceil((later.endMs - Date.parse(later.startedAt)) / ROUND_MS) * ROUND_MS;
  return spanOfRelease(formerStart, new Date(Date.parse(formerStart) + lengthMs).toISOString());
}

export type FormerState = 'shown' | 'coarse' | 'gone' | 'unmeasured';

/** What there is to be seen of a release before this one. */
export function formerState(
  { startedAt, series }: FormerFigures,
  stepSeconds: number,
  nowMs: number,
): FormerState {
  if (series.groups.some(({ key }) => key.cohort === 'canary'))
    return series.stepSeconds > stepSeconds ? 'coarse' : 'shown';
  return nowMs - Date.parse(startedAt) > KEPT_MS ? 'gone' : 'unmeasured';
}

/** The same charts, with a line for the release before at the same time after its start. */
export function withFormer(
  data: ChartData,
  former: FormerFigures,
  facts: { readonly startedAt: string; readonly view: CanaryView; readonly t: Translate },
): ChartData {
  const { series, number } = former;
  if (!series.groups.some(({ key }) => key.cohort === 'canary')) return data;
  const shiftMs = Date.parse(facts.startedAt) - Date.parse(former.startedAt);
  const valuesOf = (cohort: 'canary' | 'baseline', figure: FigureId): Values =>
    shifted(data.axis, series, { cohort, figure, shiftMs });
  return {
    ...data,
    lines: [
      ...data.lines,
      { id: LINE_ID, label: facts.t('former.line', { number }), look: LOOK, isBehind: true },
    ],
    panels: data.panels.map((panel) => {
      const figure = panel.id as FigureId;
      const canary = valuesOf('canary', figure);
      const values = facts.view === 'difference' ? less(canary, valuesOf('baseline', figure)) : canary;
      return { ...panel, values: new Map([...panel.values, [LINE_ID, values]]) };
    }),
  };
}

/** What was measured so much earlier, by the steps of now: those of then may be longer, and hold for all of their time. */
function shifted(
  axis: TimeAxis,
  { groups, stepSeconds }: Timeseries,
  of: { readonly cohort: 'canary' | 'baseline'; readonly figure: FigureId; readonly shiftMs: number },
): Values {
  const points = groups.find(({ key }) => key.cohort === of.cohort)?.points ?? [];
  const known = new Map(points.map((point) => [Date.parse(point.at), point[of.figure]]));
  const stepMs = stepSeconds * 1_000;
  return stepTimes(axis).map((atMs) => {
    const middle = atMs + axis.stepMs / 2 - of.shiftMs;
    return known.get(Math.floor(middle / stepMs) * stepMs) ?? null;
  });
}
