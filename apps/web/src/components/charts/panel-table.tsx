import { useTranslate } from '../../lib/i18n';
import styles from './charts.module.css';
import type { PanelView } from './chart-types';
import { stepTimes } from './model/time-axis';
import { PLOT_HEIGHT_PX } from './plot-box';
import type { ChartClock } from './use-chart-clock';

/** The numbers behind the lines, newest first; steps of which nothing is known are left out. */
export function PanelTable(props: { readonly view: PanelView; readonly clock: ChartClock }) {
  const { view, clock } = props;
  const { axis, lines, panel } = view;
  const t = useTranslate();
  const valueAt = (id: string, step: number): number | null => panel.values.get(id)?.[step] ?? null;
  const rows = stepTimes(axis)
    .map((atMs, step) => ({ atMs, values: lines.map(({ id }) => valueAt(id, step)) }))
    .filter(({ values }) => values.some((value) => value !== null))
    .reverse();
  return (
    <div
      className={styles.scroll}
      style={{ height: PLOT_HEIGHT_PX }}
      role="region"
      tabIndex={0}
      aria-label={t('chart.table', { title: panel.title })}
    >
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('chart.time')}</th>
            {lines.map(({ id, label }) => (
              <th key={id} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ atMs, values }) => (
            <tr key={atMs}>
              <th scope="row">{clock.moment(atMs, axis)}</th>
              {values.map((value, column) => (
                <td key={lines[column]?.id}>{value === null ? '–' : panel.format(value)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p className={styles.noRows}>{t('chart.nothing')}</p>}
    </div>
  );
}
