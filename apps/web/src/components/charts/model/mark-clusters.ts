import { placeOf, type TimeAxis } from './time-axis';

/** Something that happened, beside what is measured. */
export interface ChartMark {
  readonly id: string;
  readonly atMs: number;
  readonly text: string;
  /** The place in the page that tells more of it. */
  readonly href?: string;
}

export interface MarkCluster {
  /** From 0 at the left to 1 at the right. */
  readonly place: number;
  readonly marks: readonly ChartMark[];
  /** Where there is room to say what it is; null where there is none. */
  readonly side: 'right' | 'left' | null;
}

const TOGETHER_PX = 12;
const LETTER_PX = 6;
const WIDE_LETTER_PX = 11;
const AROUND_PX = 8;

/**
 * Marks that would be drawn upon each other become one with a count, and its words stand there where they cover no others.
 * @param marks oldest first
 */
export function clusterMarks(
  axis: TimeAxis,
  marks: readonly ChartMark[],
  widthPx: number,
  labelOf: (marks: readonly ChartMark[]) => string,
): readonly MarkCluster[] {
  const clusters: ChartMark[][] = [];
  const px = (mark: ChartMark | undefined): number => (mark ? placeOf(axis, mark.atMs) * widthPx : -Infinity);
  for (const mark of marks) {
    const cluster = clusters.at(-1);
    if (cluster && px(mark) - px(cluster[0]) < TOGETHER_PX) cluster.push(mark);
    else clusters.push([mark]);
  }
  let takenPx = -Infinity;
  return clusters.map((cluster) => {
    const atPx = px(cluster[0]);
    const labelPx = textWidth(labelOf(cluster)) + AROUND_PX;
    const side = sideOf(atPx, labelPx, takenPx, widthPx);
    if (side !== null) takenPx = side === 'right' ? atPx + labelPx : atPx;
    return { place: atPx / widthPx, marks: cluster, side };
  });
}

function sideOf(atPx: number, labelPx: number, takenPx: number, widthPx: number): MarkCluster['side'] {
  if (atPx >= takenPx && atPx + labelPx <= widthPx) return 'right';
  return atPx - labelPx >= takenPx && atPx - labelPx >= 0 ? 'left' : null;
}

function textWidth(text: string): number {
  return [...text].reduce((sum, letter) => sum + (letter > '\u2e80' ? WIDE_LETTER_PX : LETTER_PX), 0);
}
