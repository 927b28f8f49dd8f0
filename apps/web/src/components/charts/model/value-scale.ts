import type { ChartPanel } from '../chart-types';
import { signedTicks, upperEdge, valueTicks } from './ticks';

/** How a panel shows values: from the lower edge to the upper one. */
export interface ValueScale {
  readonly ticks: readonly number[];
  readonly bottom: number;
  readonly top: number;
  /** Nothing was measured. */
  readonly isEmpty: boolean;
}

/** A limit that is further away than so many times the largest value would press the lines flat. */
const NEAR_TIMES = 2;

type Scaled = Pick<ChartPanel, 'values' | 'least' | 'isSigned' | 'limits' | 'movingLimit'>;

export function valueScale(panel: Scaled): ValueScale {
  const measured = known([...panel.values.values()].flat());
  const moving = known(panel.movingLimit?.values ?? []);
  const isEmpty = measured.length === 0;
  if (panel.isSigned === true) return { ...signedScale([...measured, ...moving], panel.least), isEmpty };
  const reached = Math.max(0, ...measured, ...moving);
  const near = (panel.limits ?? [])
    .map(({ value }) => value)
    .filter((value) => value <= Math.max(reached, panel.least) * NEAR_TIMES);
  const largest = Math.max(reached, ...near);
  const ticks = valueTicks(largest, panel.least);
  return { ticks, bottom: 0, top: upperEdge(ticks, largest), isEmpty };
}

const ROOM = 0.04;

function signedScale(values: readonly number[], least: number): Omit<ValueScale, 'isEmpty'> {
  const [smallest, largest] = [Math.min(0, ...values), Math.max(0, ...values)];
  const ticks = signedTicks(smallest, largest, least);
  const room = (largest - smallest) * ROOM;
  return {
    ticks,
    bottom: Math.min(ticks[0] ?? 0, smallest - room),
    top: Math.max(ticks.at(-1) ?? 0, largest + room),
  };
}

function known(values: readonly (number | null)[]): readonly number[] {
  return values.filter((value) => value !== null);
}

/** How far below the upper edge a value stands, from 0 to 1 at the lower edge. */
export function depthOf({ bottom, top }: Pick<ValueScale, 'bottom' | 'top'>, value: number): number {
  return (top - value) / (top - bottom);
}
