import type { ChartSpan } from '../chart-types';
import { placeOf, type TimeAxis } from './time-axis';

export interface SpanPlace extends Pick<ChartSpan, 'id' | 'kind'> {
  /** From 0 at the left to 1 at the right. */
  readonly from: number;
  readonly to: number;
}

/** Spans as far as they can be seen; what goes on reaches to the end. */
export function spanPlaces(axis: TimeAxis, spans: readonly ChartSpan[]): readonly SpanPlace[] {
  const within = (atMs: number): number => Math.min(1, Math.max(0, placeOf(axis, atMs)));
  return spans
    .map(({ id, kind, fromMs, toMs }) => ({ id, kind, from: within(fromMs), to: within(toMs ?? axis.toMs) }))
    .filter(({ from, to }) => to > from);
}
