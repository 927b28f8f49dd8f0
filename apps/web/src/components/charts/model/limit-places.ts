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

export interface MovingPlace extends Pick<LimitPlace, 'side'> {
  readonly place: number;
  readonly depth: number;
}

/** A name is about as wide as this part of a panel, and covers no part of its own line. */
const LABEL_SHARE = 0.4;

/**
 * Where the name of a limit that moves stands: at its end, above the highest point that it would cover, or below the
 * lowest one where the name of another limit stands there already; null where it is nowhere to be seen.
 */
export function movingEnd(
  { axis, panel }: PanelView,
  scale: ValueScale,
  heightPx: number,
): MovingPlace | null {
  const values = panel.movingLimit?.values ?? [];
  const step = values.reduce<number>((last, value, each) => (value === null ? last : each), -1);
  if (step < 0) return null;
  const covered = values
    .slice(Math.max(0, step - Math.round(values.length * LABEL_SHARE)), step + 1)
    .filter((value) => value !== null);
  const [above, below] = [Math.max(...covered), Math.min(...covered)].map((value) => depthOf(scale, value));
  const place = placeOf(axis, axis.fromMs + step * axis.stepMs);
  const isTaken = limitPlaces(panel.limits ?? [], scale, heightPx).some((limit) =>
    isUpon(limit, (above ?? 0) * heightPx, heightPx),
  );
  return isTaken ? { place, depth: below ?? 0, side: 'below' } : { place, depth: above ?? 0, side: 'above' };
}

/** Whether a name that ends at a height would lie over that of a limit; those beyond the scale stand elsewhere. */
function isUpon({ depth, side }: LimitPlace, endPx: number, heightPx: number): boolean {
  if (depth === null) return false;
  const nameEndPx = depth * heightPx + (side === 'above' ? 0 : LABEL_PX);
  return Math.abs(nameEndPx - endPx) < LABEL_PX;
}
