import { memo } from 'react';
import { useTranslate } from '../../lib/i18n';
import styles from './charts.module.css';
import type { ChartData } from './chart-types';
import { spanPlaces } from './model/span-places';

/** In words what is drawn beside the lines themselves; only what there is. */
export const Legend = memo(function Legend({ data }: { readonly data: ChartData }) {
  const { axis, panels, spans = [] } = data;
  const t = useTranslate();
  const kinds = new Set(spanPlaces(axis, spans).map(({ kind }) => kind));
  const hasLimits = panels.some(({ limits, movingLimit }) => limits ?? movingLimit);
  const isLate = axis.knownUntilMs < axis.toMs;
  if (kinds.size === 0 && !hasLimits) return null;
  return (
    <ul className={styles.legend}>
      {(['analysis', 'paused'] as const)
        .filter((kind) => kinds.has(kind))
        .map((kind) => (
          <li key={kind}>
            <span className={`${styles.swatch} ${styles.span}`} data-span={kind} aria-hidden />
            {t(`chart.span.${kind}`)}
          </li>
        ))}
      {hasLimits && (
        <li>
          <span className={`${styles.swatch} ${styles.limitKey}`} aria-hidden />
          {t('chart.limit')}
        </li>
      )}
      {isLate && (
        <li>
          <span className={`${styles.swatch} ${styles.unknown}`} aria-hidden />
          {t('chart.late')}
        </li>
      )}
    </ul>
  );
});
