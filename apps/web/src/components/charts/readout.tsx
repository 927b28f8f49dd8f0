import { memo } from 'react';
import { Name } from '../ui';
import { useTranslate, type Translate } from '../../lib/i18n';
import styles from './charts.module.css';
import type { ChartData } from './chart-types';
import { LineKey } from './line-key';
import type { Crosshair } from './model/crosshair';
import { marksIn } from './model/near-mark';
import { lastKnownStep, nearestStep } from './model/time-axis';
import type { ChartClock } from './use-chart-clock';
import { useCrosshair } from './use-crosshair';

/** What each line is, and the values of all panels at one moment: the one that is pointed at, or the last one. */
export const Readout = memo(function Readout(props: {
  readonly data: ChartData;
  readonly crosshair: Crosshair;
  readonly clock: ChartClock;
}) {
  const { data, crosshair, clock } = props;
  const { axis, lines, panels } = data;
  const t = useTranslate();
  const { atMs, panelId } = useCrosshair(crosshair);
  const step = atMs === null ? lastKnownStep(axis) : nearestStep(axis, atMs);
  const time = clock.moment(axis.fromMs + step * axis.stepMs, axis);
  return (
    <div className={styles.readout} data-readout>
      <table>
        <caption>{t('chart.readout')}</caption>
        <thead>
          <tr>
            <th scope="col">
              {atMs === null ? t('chart.last', { time }) : time}{' '}
              {atMs !== null && <span className={styles.happened}>{happenedAt(data, step, t)}</span>}
            </th>
            {panels.map(({ id, short }) => (
              <th key={id} scope="col" data-active={id === panelId}>
                {short}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ id, label, look }) => (
            <tr key={id}>
              <th scope="row">
                <span className={styles.line}>
                  <LineKey look={look} />
                  <Name>{label}</Name>
                </span>
              </th>
              {panels.map((panel) => {
                const value = panel.values.get(id)?.[step] ?? null;
                return (
                  <td key={panel.id} data-active={panel.id === panelId}>
                    {value === null ? '–' : panel.format(value)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
});

/** What happened in the step that is read, and whether it went on as usual. */
function happenedAt({ axis, marks, spans = [] }: ChartData, step: number, t: Translate): string {
  const begin = axis.fromMs + step * axis.stepMs;
  const end = begin + axis.stepMs;
  const here = marksIn(axis, marks, step);
  const within = spans.filter(({ fromMs, toMs }) => fromMs < end && (toMs ?? Infinity) > begin);
  const kinds = new Set(within.map(({ kind }) => t(`chart.span.${kind}`)));
  return [...here.map(({ text }) => text), ...kinds].join(' · ');
}
