import type { ChartLimit, PanelView } from '../chart-types';
import { placeOf } from './time-axis';
import { depthOf, type ValueScale } from './value-scale';

export interface LimitPlace extends Pick<ChartLimit, 'id' | 'label'> {
  /** From 0 at the upper edge to 1; null where it is so far above that only its name is shown. */
  readonly depth: number | null;
  /** On which side of its line the name stands. */
  readonly side: 'above' | 'below';
}

const LABEL_PX = 15;

/** Where limits and their names are drawn, the highest first. Names keep out of each other's way as far as two sides allow. */
export function limitPlaces(
  limits: readonly ChartLimit[],
  scale: ValueScale,
  heightPx: number,
): readonly LimitPlace[] {
  let takenPx = 0;
  return [...limits]
    .sort((a, b) => b.value - a.value)
    .map(({ id, label, value }) => {
      const depth = value > scale.top ? null : depthOf(scale, value);
      const linePx = (depth ?? 0) * heightPx;
      const side = depth !== null && linePx - LABEL_PX >= takenPx ? 'above' : 'below';
      takenPx = Math.max(takenPx, side === 'above' ? linePx : linePx + LABEL_PX);
      return { id, label, depth, side };
    });
}

export interface MovingPlace {
  readonly place: number;
  readonly depth: number;
}

/** A name is about as wide as this part of a panel, and covers no part of its own line. */
const LABEL_SHARE = 0.4;

/** Where the name of a limit that moves stands: at its end, above the highest point that it would cover; null where it is nowhere to be seen. */
export function movingEnd({ axis, panel }: PanelView, scale: ValueScale): MovingPlace | null {
  const values = panel.movingLimit?.values ?? [];
  const step = values.reduce<number>((last, value, each) => (value === null ? last : each), -1);
  if (step < 0) return null;
  const covered = values.slice(Math.max(0, step - Math.round(values.length * LABEL_SHARE)), step + 1);
  const highest = Math.max(...covered.map((value) => value ?? -Infinity));
  return { place: placeOf(axis, axis.fromMs + step * axis.stepMs), depth: depthOf(scale, highest) };
}
