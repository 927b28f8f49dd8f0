import { useTranslate } from '../../lib/i18n';
import styles from './charts.module.css';
import type { PanelView } from './chart-types';
import type { Crosshair } from './model/crosshair';
import { marksIn } from './model/near-mark';
import { lastKnownStep, nearestStep, placeOf, stepTimes } from './model/time-axis';
import { depthOf, type ValueScale } from './model/value-scale';
import { plotHeight } from './plot-box';
import type { ChartClock } from './use-chart-clock';
import { useCrosshair } from './use-crosshair';
import { useReader } from './use-reader';

interface CrosshairLayerProps {
  readonly view: PanelView;
  /** Of the plot alone. */
  readonly widthPx: number;
  readonly scale: ValueScale;
  readonly crosshair: Crosshair;
  readonly clock: ChartClock;
}

/** Takes the pointer and the arrow keys, and shows where all panels are read. */
export function CrosshairLayer(props: CrosshairLayerProps) {
  const { view, widthPx, crosshair, clock } = props;
  const { axis, panel } = view;
  const t = useTranslate();
  const { atMs, panelId } = useCrosshair(crosshair);
  const step = atMs === null ? lastKnownStep(axis) : nearestStep(axis, atMs);
  const handlers = useReader({ view, widthPx, crosshair, step });
  return (
    <div
      className={styles.reader}
      role="slider"
      tabIndex={0}
      aria-label={t('chart.read', { title: panel.title })}
      aria-valuemin={0}
      aria-valuemax={stepTimes(axis).length - 1}
      aria-valuenow={step}
      aria-valuetext={panelId === panel.id ? spoken(props, step) : clock.moment(stepTime(view, step), axis)}
      data-reader
      {...handlers}
    >
      {atMs !== null && <Cross {...props} step={step} />}
    </div>
  );
}

const stepTime = ({ axis }: PanelView, step: number): number => axis.fromMs + step * axis.stepMs;

/** The values at a step in one sentence, for those who hear it. */
function spoken({ view, clock }: CrosshairLayerProps, step: number): string {
  const { axis, lines, marks, panel } = view;
  const happened = marksIn(axis, marks, step).map(({ text }) => text);
  const values = lines.map(({ id, label }) => {
    const value = panel.values.get(id)?.[step] ?? null;
    return `${label} ${value === null ? '–' : panel.format(value)}`;
  });
  return `${clock.moment(stepTime(view, step), axis)}: ${[...values, ...happened].join(', ')}`;
}

function Cross({ view, widthPx, scale, step }: CrosshairLayerProps & { readonly step: number }) {
  const { axis, lines, panel } = view;
  const x = placeOf(axis, stepTime(view, step)) * widthPx;
  return (
    <>
      <span className={styles.cross} style={{ transform: `translateX(${x}px)` }} data-crosshair />
      {lines.map(({ id, look }) => {
        const value = panel.values.get(id)?.[step] ?? null;
        if (value === null) return null;
        const transform = `translate(${x}px, ${depthOf(scale, value) * plotHeight}px)`;
        return <span key={id} className={styles.point} style={{ transform, background: look.color }} />;
      })}
    </>
  );
}
