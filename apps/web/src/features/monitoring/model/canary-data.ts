import type { ChartData } from '../../../components/charts';
import type { Check, Timeseries } from '../../../lib/api';
import { chartData, type Words } from './chart-data';
import { figureOf } from './check-figure';
import { RELEASE_FIGURES, type FigureId } from './figures';
import { groupId } from './group-lines';
import { withLimits } from './limits';

const BASELINE_ID = groupId({ cohort: 'baseline' });

/** The panels of a release: what its nodes do beside the others, and what the judge holds them to. */
export function canaryData(series: Timeseries, checks: readonly Check[], words: Words): ChartData {
  const data = chartData(series, figuresFor(checks), words);
  return withLimits(data, checks, { t: words.t, baselineId: BASELINE_ID });
}

/** With a panel for everything that is judged. */
function figuresFor(checks: readonly Check[]): readonly FigureId[] {
  const judged = checks.map(figureOf).filter((figure) => figure !== null);
  return [...new Set([...RELEASE_FIGURES, ...judged])];
}
