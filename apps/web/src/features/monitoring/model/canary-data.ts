import type { ChartData } from '../../../components/charts';
import type { Check, Timeseries } from '../../../lib/api';
import { hashOf } from '../../../lib/navigation/hash-target';
import { chartData, chartMarks, type Words } from './chart-data';
import { figureOf } from './check-figure';
import { asDifference, COMPARABLE_FIGURES, type CanaryView } from './difference';
import { RELEASE_FIGURES, type FigureId } from './figures';
import { withFormer, type FormerFigures } from './former';
import { groupId } from './group-lines';
import { withLimits } from './limits';
import { withVerdicts, type JudgedFacts, type VerdictWords } from './panel-verdicts';
import { withSamples } from './samples';
import { chartSpans, comparedSteps } from './spans';

const CANARY_ID = groupId({ cohort: 'canary' });
const BASELINE_ID = groupId({ cohort: 'baseline' });

export interface CanaryFacts extends JudgedFacts {
  readonly series: Timeseries;
  readonly view: CanaryView;
  /** When the release was. */
  readonly startedAt: string;
  /** Null where the one before is not asked for, or not known yet. */
  readonly former: FormerFigures | null;
}

export type CanaryWords = Words & VerdictWords;

/** The panels of a release: what its nodes do beside the others, and what the judge holds them to. */
export function canaryData(facts: CanaryFacts, words: CanaryWords): ChartData {
  const { former, view } = facts;
  const sides = { canaryId: CANARY_ID, baselineId: BASELINE_ID, ...words };
  const judged = judgedData(facts, words);
  const data = view === 'difference' ? asDifference(judged, sides) : judged;
  return former ? withFormer(data, former, { ...facts, t: words.t }) : data;
}

function judgedData(facts: CanaryFacts, words: CanaryWords): ChartData {
  const { series, checks, view } = facts;
  const spans = chartSpans(series);
  const marks = eventMarks(series, words);
  const data = { ...chartData(series, figuresFor(checks, view), words), marks, spans };
  const limited = withLimits(data, checks, {
    t: words.t,
    baselineId: BASELINE_ID,
    isCompared: comparedSteps(series, data.axis),
  });
  return withSamples(withVerdicts(limited, facts, words), series, words);
}

/** Each leads to its event in the list. */
function eventMarks({ marks }: Timeseries, { language }: CanaryWords): ChartData['marks'] {
  return chartMarks(marks, language).map((mark, place) => ({
    ...mark,
    href: hashOf('event', marks[place]?.seq ?? 0),
  }));
}

/** With a panel for everything that is judged. */
function figuresFor(checks: readonly Check[], view: CanaryView): readonly FigureId[] {
  if (view === 'difference') return COMPARABLE_FIGURES;
  const judged = checks.map(figureOf).filter((figure) => figure !== null);
  return [...new Set([...RELEASE_FIGURES, ...judged])];
}
