import { useId, type ReactNode } from 'react';
import styles from './panel.module.css';

export function Panel(props: {
  readonly title?: ReactNode;
  readonly count?: ReactNode;
  readonly aside?: ReactNode;
  readonly isFlush?: boolean;
  readonly needsAttention?: boolean;
  readonly id?: string;
  readonly children: ReactNode;
}) {
  const { title, count, aside, isFlush, needsAttention, id, children } = props;
  const titleId = useId();
  return (
    <section
      id={id}
      className={`${styles.panel} ${needsAttention ? styles.attention : ''}`}
      aria-labelledby={title ? titleId : undefined}
    >
      {title && (
        <div className={styles.head}>
          <h2 className={styles.title} id={titleId}>
            {title}
            {count !== undefined && <span className={styles.count}>{count}</span>}
          </h2>
          {aside}
        </div>
      )}
      <div className={isFlush ? styles.flush : styles.body}>{children}</div>
    </section>
  );
}
