import { memo, useMemo } from 'react';
import styles from './charts.module.css';
import type { ChartData, PanelView } from './chart-types';
import type { Crosshair } from './model/crosshair';
import { Legend } from './legend';
import { Readout } from './readout';
import { TimePanel } from './time-panel';
import { useChartClock } from './use-chart-clock';
import { useNewCrosshair } from './use-crosshair';

/** Panels over the same time: one crosshair runs through all of them, and one row tells what it meets. */
export const ChartDeck = memo(function ChartDeck(props: {
  readonly data: ChartData;
  /** Of other decks over the same time, where there are any. */
  readonly crosshair?: Crosshair;
  /** While other figures than the ones asked for are shown. */
  readonly isFaded?: boolean;
  /** Small panels, more of them beside each other. */
  readonly isDense?: boolean;
}) {
  const { data, isFaded, isDense } = props;
  const own = useNewCrosshair();
  const crosshair = props.crosshair ?? own;
  const clock = useChartClock();
  const views = useMemo(() => viewsOf(data), [data]);
  return (
    <div className={`${styles.deck} ${isFaded ? styles.faded : ''}`} data-deck>
      <Readout data={data} crosshair={crosshair} clock={clock} />
      <Legend data={data} />
      <div className={`${styles.panels} ${isDense ? styles.dense : ''}`}>
        {views.map((view) => (
          <TimePanel key={view.panel.id} view={view} crosshair={crosshair} clock={clock} />
        ))}
      </div>
    </div>
  );
});

function viewsOf({ panels, ...rest }: ChartData): readonly PanelView[] {
  return panels.map((panel) => ({ ...rest, panel }));
}
