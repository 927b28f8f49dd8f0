import { memo } from 'react';
import styles from './charts.module.css';
import type { PanelView } from './chart-types';
import { limitPlaces, movingEnd } from './model/limit-places';
import { depthOf, type ValueScale } from './model/value-scale';
import { plotHeight } from './plot-box';

const percent = (share: number): string => `${share * 100}%`;

/** What the figure must not be above, and what that is. */
export const LimitLayer = memo(function LimitLayer(props: {
  readonly view: PanelView;
  readonly scale: ValueScale;
}) {
  const { view, scale } = props;
  const { limits = [], movingLimit } = view.panel;
  const end = movingEnd(view, scale, plotHeight);
  return (
    <div className={styles.layer} aria-hidden>
      {scale.bottom < 0 && <span className={styles.zero} style={{ top: percent(depthOf(scale, 0)) }} />}
      {limitPlaces(limits, scale, plotHeight).map(({ id, label, depth, side }) => (
        <span
          key={id}
          className={`${styles.limit} ${depth === null ? styles.beyond : ''}`}
          style={{ top: percent(depth ?? 0) }}
          data-limit={depth === null ? 'beyond' : 'line'}
        >
          <span className={styles.limitText} data-side={side}>
            {depth === null && '↑ '}
            {label}
          </span>
        </span>
      ))}
      {movingLimit && end && (
        <span
          className={styles.movingText}
          style={{ top: percent(end.depth), right: percent(1 - end.place) }}
          data-side={end.side}
          data-limit="moving"
        >
          {movingLimit.label}
        </span>
      )}
    </div>
  );
});
