import type { ChartData } from '../../../components/charts';
import type { Timeseries, TimePoint } from '../../../lib/api';
import { formatNumber } from '../../../lib/format';
import type { CheckWords } from './check-words';
import { FIGURES, type FigureId } from './figures';

/** The same charts, with how much stands behind the lines of each: a share of three says little. */
export function withSamples(data: ChartData, series: Timeseries, { t, language }: CheckWords): ChartData {
  return {
    ...data,
    panels: data.panels.map((panel) => {
      const figure = panel.id as FigureId;
      const [canary, baseline] = (['canary', 'baseline'] as const).map((cohort) =>
        formatNumber(samplesOf(series, cohort, figure), language),
      );
      const counts = { canary: canary ?? '', baseline: baseline ?? '' };
      return { ...panel, below: t(isOfRequests(figure) ? 'samples.requests' : 'samples.reports', counts) };
    }),
  };
}

function samplesOf(series: Timeseries, cohort: 'canary' | 'baseline', figure: FigureId): number {
  const points = series.groups.find(({ key }) => key.cohort === cohort)?.points ?? [];
  const known = points.filter((point) => point[figure] !== null);
  return isOfRequests(figure) ? requestsIn(series, known) : reportsIn(series, known);
}

/** The others are read off processes, however many requests these have. */
function isOfRequests(figure: FigureId): boolean {
  return figure === 'requestRate' || figure === 'errorRate' || FIGURES[figure].kind === 'milliseconds';
}

/** A program tells of so many seconds at once. */
const WINDOW_SECONDS = 10;

type Steps = Pick<Timeseries, 'stepSeconds' | 'asOf'>;

/** How many requests there were in these steps. */
export function requestsIn(steps: Steps, points: readonly TimePoint[]): number {
  return summed(points, (point) => (point.requestRate ?? 0) * secondsIn(steps, point));
}

function reportsIn(steps: Steps, points: readonly TimePoint[]): number {
  return summed(points, (point) => (point.programs * secondsIn(steps, point)) / WINDOW_SECONDS);
}

/** Of a step that is not over the figures are those of the part that is known. */
function secondsIn({ stepSeconds, asOf }: Steps, { at }: TimePoint): number {
  return Math.min(stepSeconds, Math.max(WINDOW_SECONDS, (Date.parse(asOf) - Date.parse(at)) / 1_000));
}

function summed(points: readonly TimePoint[], amount: (point: TimePoint) => number): number {
  return Math.round(points.reduce((sum, point) => sum + amount(point), 0));
}
