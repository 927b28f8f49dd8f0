import { memo, useContext, useMemo, type MouseEvent } from 'react';
import { useTranslate } from '../../lib/i18n';
import styles from './charts.module.css';
import type { PanelView } from './chart-types';
import { clusterMarks, type ChartMark } from './model/mark-clusters';
import { placeOf } from './model/time-axis';
import { OpenMark } from './open-mark';

const percent = (share: number): string => `${share * 100}%`;

/** What happened meanwhile, as lines across the plot, and the end of what is known. */
export const MarkLayer = memo(function MarkLayer(props: {
  readonly view: PanelView;
  readonly widthPx: number;
}) {
  const { view, widthPx } = props;
  const { axis, marks } = view;
  const t = useTranslate();
  const labelOf = useMemo(
    () => (some: readonly ChartMark[]) =>
      some.length === 1 ? (some[0]?.text ?? '') : t('chart.marks', { count: some.length }),
    [t],
  );
  const clusters = useMemo(
    () => clusterMarks(axis, marks, widthPx, labelOf),
    [axis, marks, widthPx, labelOf],
  );
  const known = Math.min(1, Math.max(0, placeOf(axis, axis.knownUntilMs)));
  return (
    <div className={styles.layer} aria-hidden>
      {known < 1 && <span className={styles.unknown} style={{ left: percent(known) }} />}
      {clusters.map((cluster) => (
        <span
          key={cluster.marks[0]?.id}
          className={styles.mark}
          style={{ left: percent(cluster.place) }}
          data-marks={cluster.marks.length}
        >
          {cluster.side && (
            <MarkText mark={cluster.marks[0]} side={cluster.side}>
              {labelOf(cluster.marks)}
            </MarkText>
          )}
        </span>
      ))}
    </div>
  );
});

/** Leads to the event, where there is one to be seen; keys do the same from the crosshair. */
function MarkText(props: {
  readonly mark: ChartMark | undefined;
  readonly side: 'right' | 'left';
  readonly children: string;
}) {
  const { mark, side, children } = props;
  const open = useContext(OpenMark);
  if (!open || !mark?.href)
    return (
      <span className={styles.markText} data-side={side}>
        {children}
      </span>
    );
  const follow = (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    open(mark);
  };
  return (
    <a
      className={`${styles.markText} ${styles.markLink}`}
      data-side={side}
      href={mark.href}
      tabIndex={-1}
      onClick={follow}
    >
      {children}
    </a>
  );
}
