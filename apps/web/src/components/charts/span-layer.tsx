import { memo } from 'react';
import styles from './charts.module.css';
import type { PanelView } from './chart-types';
import { spanPlaces } from './model/span-places';

const percent = (share: number): string => `${share * 100}%`;

/** Behind the lines: the times in which a release was judged or paused. */
export const SpanLayer = memo(function SpanLayer({ view }: { readonly view: PanelView }) {
  return (
    <div className={styles.layer} aria-hidden>
      {spanPlaces(view.axis, view.spans ?? []).map(({ id, kind, from, to }) => (
        <span
          key={id}
          className={styles.span}
          style={{ left: percent(from), right: percent(1 - to) }}
          data-span={kind}
        />
      ))}
    </div>
  );
});
