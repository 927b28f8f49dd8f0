import type { ChartMark } from './mark-clusters';
import { placeOf, type TimeAxis } from './time-axis';

const NEAR_PX = 6;

/** The mark that a pointer stands on; the earlier one of two that are as near. */
export function markNear(
  axis: TimeAxis,
  marks: readonly ChartMark[],
  atPx: number,
  widthPx: number,
): ChartMark | null {
  const far = (mark: ChartMark): number => Math.abs(placeOf(axis, mark.atMs) * widthPx - atPx);
  const near = marks.filter((mark) => far(mark) <= NEAR_PX);
  return near.reduce<ChartMark | null>((best, mark) => (best && far(best) <= far(mark) ? best : mark), null);
}

/** What happened in a step. */
export function marksIn(axis: TimeAxis, marks: readonly ChartMark[], step: number): readonly ChartMark[] {
  const begin = axis.fromMs + step * axis.stepMs;
  return marks.filter(({ atMs }) => atMs >= begin && atMs < begin + axis.stepMs);
}
