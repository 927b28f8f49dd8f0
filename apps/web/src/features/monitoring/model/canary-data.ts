import type { ChartData } from '../../../components/charts';
import type { Check, ReleaseAnalysis, Timeseries } from '../../../lib/api';
import { chartData, type Words } from './chart-data';
import { figureOf } from './check-figure';
import { RELEASE_FIGURES, type FigureId } from './figures';
import { groupId } from './group-lines';
import { withLimits } from './limits';
import { chartSpans, comparedSteps } from './spans';
import { withVerdicts, type VerdictWords } from './panel-verdicts';

const BASELINE_ID = groupId({ cohort: 'baseline' });

export interface CanaryFacts {
  readonly series: Timeseries;
  /** What the plan has the judge look at. */
  readonly checks: readonly Check[];
  /** Undefined until it is known, and where nothing is judged. */
  readonly analysis: ReleaseAnalysis | undefined;
}

export type CanaryWords = Words & VerdictWords;

/** The panels of a release: what its nodes do beside the others, and what the judge holds them to. */
export function canaryData({ series, checks, analysis }: CanaryFacts, words: CanaryWords): ChartData {
  const spans = chartSpans(series);
  const data = { ...chartData(series, figuresFor(checks), words), spans };
  const limited = withLimits(data, checks, {
    t: words.t,
    baselineId: BASELINE_ID,
    isCompared: comparedSteps(series, data.axis),
  });
  return withVerdicts(limited, checks, analysis, words);
}

/** With a panel for everything that is judged. */
function figuresFor(checks: readonly Check[]): readonly FigureId[] {
  const judged = checks.map(figureOf).filter((figure) => figure !== null);
  return [...new Set([...RELEASE_FIGURES, ...judged])];
}
