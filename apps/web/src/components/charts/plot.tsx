import { lazy, Suspense, useMemo, type ComponentType } from 'react';
import { useElementSize } from '../ui';
import { useTranslate } from '../../lib/i18n';
import styles from './charts.module.css';
import type { PanelView } from './chart-types';
import { CrosshairLayer } from './crosshair-layer';
import { LimitLayer } from './limit-layer';
import { MarkLayer } from './mark-layer';
import type { LinePlotProps } from './line-plot';
import type { Crosshair } from './model/crosshair';
import { timeTicks } from './model/ticks';
import { valueScale } from './model/value-scale';
import { SpanLayer } from './span-layer';
import { PLOT_BOX, PLOT_HEIGHT_PX, plotWidth } from './plot-box';
import type { ChartClock } from './use-chart-clock';

/** The library weighs more than any page, and a page without it still has its tables. */
const LinePlot = lazy((): Promise<{ default: ComponentType<LinePlotProps> }> =>
  import('./line-plot').catch(() => ({ default: NoLines })),
);

const TICK_ROOM_PX = 76;
const HALF_TICK_PX = 20;

export function Plot(props: {
  /** Null until there was time to draw it. */
  readonly view: PanelView | null;
  readonly crosshair: Crosshair;
  readonly clock: ChartClock;
}) {
  const { view, crosshair, clock } = props;
  const { ref, width } = useElementSize();
  const isReady = view !== null && width > 0;
  return (
    <div ref={ref} className={styles.plot} style={{ height: PLOT_HEIGHT_PX }}>
      {isReady && <Drawn view={view} crosshair={crosshair} clock={clock} widthPx={width} />}
    </div>
  );
}

function Drawn(props: {
  readonly view: PanelView;
  readonly crosshair: Crosshair;
  readonly clock: ChartClock;
  readonly widthPx: number;
}) {
  const { view, crosshair, clock, widthPx } = props;
  const t = useTranslate();
  const scale = useMemo(() => scaleOf(view, widthPx, clock), [view, widthPx, clock]);
  return (
    <>
      <div className={styles.behind} style={OVER}>
        <SpanLayer view={view} />
      </div>
      <div className={styles.lines} aria-hidden>
        <Suspense fallback={null}>
          <LinePlot
            view={view}
            widthPx={widthPx}
            heightPx={PLOT_HEIGHT_PX}
            times={scale.times}
            scale={scale.value}
            formatTime={scale.formatTime}
          />
        </Suspense>
      </div>
      <div className={styles.over} style={OVER}>
        {scale.value.isEmpty && <p className={styles.nothing}>{t('chart.nothing')}</p>}
        <MarkLayer view={view} widthPx={plotWidth(widthPx)} />
        <LimitLayer view={view} scale={scale.value} />
        <CrosshairLayer
          view={view}
          widthPx={plotWidth(widthPx)}
          scale={scale.value}
          crosshair={crosshair}
          clock={clock}
        />
      </div>
    </>
  );
}

const { left, right, top, bottom } = PLOT_BOX;
const OVER = { left, right, top, bottom };

function scaleOf({ axis, panel }: PanelView, widthPx: number, clock: ChartClock) {
  const room = plotWidth(widthPx);
  const { atMs, areDays } = timeTicks(axis, room / TICK_ROOM_PX, clock.offsetMs);
  const pxOf = (at: number): number => ((at - axis.fromMs) / (axis.toMs - axis.fromMs)) * room;
  return {
    times: atMs.filter((at) => pxOf(at) <= room + PLOT_BOX.right - HALF_TICK_PX),
    formatTime: (at: number) => clock.tick(at, areDays),
    value: valueScale(panel),
  };
}

function NoLines() {
  const t = useTranslate();
  return <p className={styles.nothing}>{t('chart.notLoaded')}</p>;
}
