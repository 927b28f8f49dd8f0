import { IconChartLine, IconTable } from '@tabler/icons-react';
import { memo, useId, useRef, useState } from 'react';
import { IconButton } from '../ui';
import { useTranslate } from '../../lib/i18n';
import styles from './charts.module.css';
import type { PanelView } from './chart-types';
import type { Crosshair } from './model/crosshair';
import { PanelTable } from './panel-table';
import { Plot } from './plot';
import type { ChartClock } from './use-chart-clock';
import { useInTurn } from './use-in-turn';
import { useInView } from './use-in-view';
import { VerdictList } from './verdict-list';

/** One figure over time: drawn, or as the numbers themselves. */
export const TimePanel = memo(function TimePanel(props: {
  readonly view: PanelView;
  readonly crosshair: Crosshair;
  readonly clock: ChartClock;
}) {
  const { view, crosshair, clock } = props;
  const { title, unit, verdicts = [], below, isFaint = false } = view.panel;
  const t = useTranslate();
  const titleId = useId();
  const box = useRef<HTMLElement>(null);
  const [isTable, setIsTable] = useState(false);
  const drawn = useInTurn(view, useInView(box));
  return (
    <section ref={box} className={styles.panel} aria-labelledby={titleId}>
      <div className={styles.head}>
        <h3 className={styles.title} id={titleId}>
          {title} {unit && <span className={styles.unit}>{unit}</span>}
        </h3>
        <IconButton
          size="sm"
          label={t(isTable ? 'chart.asLines' : 'chart.asTable', { title })}
          onClick={() => setIsTable(!isTable)}
        >
          {isTable ? <IconChartLine size={16} /> : <IconTable size={16} />}
        </IconButton>
      </div>
      <VerdictList verdicts={verdicts} />
      <div className={styles.figure} data-faint={isFaint}>
        {isTable ? (
          <PanelTable view={view} clock={clock} />
        ) : (
          <Plot view={drawn} crosshair={crosshair} clock={clock} />
        )}
        {below !== undefined && (
          <p className={styles.below} data-samples>
            {below}
          </p>
        )}
      </div>
    </section>
  );
});
