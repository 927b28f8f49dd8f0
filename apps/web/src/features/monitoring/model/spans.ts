import type { ChartSpan, TimeAxis } from '../../../components/charts';
import type { Timeseries } from '../../../lib/api';

type Spans = Pick<Timeseries, 'spans'>;

const endOf = ({ to }: Spans['spans'][number]): number | null => (to === null ? null : Date.parse(to));

export function chartSpans({ spans }: Spans): readonly ChartSpan[] {
  return spans.map((span) => ({
    id: span.from,
    kind: span.kind,
    fromMs: Date.parse(span.from),
    toMs: endOf(span),
  }));
}

/** Tells of each step of time whether nodes on the new version are then held to the others beside them. */
export function comparedSteps({ spans }: Spans, { fromMs, stepMs }: TimeAxis): (step: number) => boolean {
  const compared = spans
    .filter(({ comparedWith }) => comparedWith === 'others')
    .map((span) => ({ from: Date.parse(span.from), to: endOf(span) ?? Infinity }));
  return (step) => {
    const begin = fromMs + step * stepMs;
    return compared.some(({ from, to }) => from < begin + stepMs && to > begin);
  };
}
