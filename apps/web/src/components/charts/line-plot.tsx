import { memo } from 'react';
import { CartesianGrid, Line, LineChart, XAxis, YAxis, type DotItemDotProps } from 'recharts';
import type { PanelView } from './chart-types';
import { loneSteps, stepTimes } from './model/time-axis';
import type { ValueScale } from './model/value-scale';
import { PLOT_BOX } from './plot-box';

export interface LinePlotProps {
  readonly view: PanelView;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly times: readonly number[];
  readonly scale: ValueScale;
  readonly formatTime: (atMs: number) => string;
}

const MARGIN = { top: PLOT_BOX.top, right: PLOT_BOX.right, bottom: 0, left: 0 };
const TICK = { fill: 'var(--rc-muted)', fontSize: 11 };

/** The lines and their scales. Drawn anew with new figures only: what follows the pointer lies over it. */
export default memo(function LinePlot(props: LinePlotProps) {
  const { view, widthPx, heightPx, times, scale, formatTime } = props;
  const { axis, lines, panel } = view;
  return (
    <LineChart
      width={widthPx}
      height={heightPx}
      data={rowsOf(view)}
      margin={MARGIN}
      accessibilityLayer={false}
    >
      <CartesianGrid vertical={false} stroke="var(--rc-border)" />
      <XAxis
        dataKey="atMs"
        type="number"
        domain={[axis.fromMs, axis.toMs]}
        ticks={[...times]}
        tickFormatter={formatTime}
        tick={TICK}
        height={PLOT_BOX.bottom}
        interval={0}
        tickLine={false}
        stroke="var(--rc-border-strong)"
        allowDataOverflow
      />
      <YAxis
        type="number"
        domain={[scale.bottom, scale.top]}
        ticks={[...scale.ticks]}
        tickFormatter={(value: number) => inOneLine(panel.format(value))}
        tick={TICK}
        width={PLOT_BOX.left}
        interval={0}
        tickLine={false}
        axisLine={false}
        allowDataOverflow
      />
      {drawingOrder(lines).map(({ id, look, place }) => (
        <Line
          key={id}
          dataKey={`line${place}`}
          type="linear"
          stroke={look.color}
          strokeWidth={look.width}
          {...(look.dash ? { strokeDasharray: look.dash } : {})}
          dot={dotFor(panel.values.get(id) ?? [], look.color)}
          activeDot={false}
          connectNulls={false}
          isAnimationActive={false}
        />
      ))}
      {panel.movingLimit && (
        <Line
          dataKey="limit"
          type="linear"
          stroke="var(--rc-limit)"
          strokeOpacity={0.8}
          strokeDasharray="3 3"
          strokeWidth={1.25}
          dot={false}
          activeDot={false}
          connectNulls={false}
          isAnimationActive={false}
        />
      )}
    </LineChart>
  );
});

/** A tick that is broken into two lines lies over its neighbours. */
const inOneLine = (text: string): string => text.replaceAll(' ', '\u00a0');

function drawingOrder(lines: PanelView['lines']) {
  const placed = lines.map((line, place) => ({ ...line, place }));
  return placed.sort((a, b) => Number(b.isBehind ?? false) - Number(a.isBehind ?? false));
}

type Row = Readonly<Record<string, number | null>>;

function rowsOf({ axis, lines, panel }: PanelView): Row[] {
  const columns = lines.map(({ id }) => panel.values.get(id) ?? []);
  return stepTimes(axis).map((atMs, step) => ({
    atMs,
    ...Object.fromEntries(columns.map((values, place) => [`line${place}`, values[step] ?? null])),
    ...(panel.movingLimit ? { limit: panel.movingLimit.values[step] ?? null } : {}),
  }));
}

/** A value between two gaps is a line of no length: it needs a dot to be seen at all. */
function dotFor(values: readonly (number | null)[], color: string) {
  const lone = loneSteps(values);
  if (lone.size === 0) return false;
  return ({ index, cx, cy }: DotItemDotProps) => (
    <circle key={index} cx={cx} cy={cy} r={lone.has(index) ? 2 : 0} fill={color} />
  );
}
