import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { toneStyle } from './pill';
import styles from './notice.module.css';

type Kind = 'error' | 'warning' | 'info' | 'success';

const TONES = { error: 'red', warning: 'amber', info: 'blue', success: 'green' } as const;
const ICONS = {
  error: IconCircleX,
  warning: IconAlertTriangle,
  info: IconInfoCircle,
  success: IconCircleCheck,
};

export function Notice(props: {
  readonly kind: Kind;
  readonly title?: ReactNode;
  readonly action?: ReactNode;
  readonly isLive?: boolean;
  readonly children?: ReactNode;
}) {
  const Icon = ICONS[props.kind];
  const live = props.isLive ? { role: props.kind === 'error' ? 'alert' : 'status' } : {};
  return (
    <div className={styles.notice} style={toneStyle(TONES[props.kind])} {...live}>
      <Icon size={18} className={styles.icon} aria-hidden />
      <div className={styles.text}>
        {props.title && <p className={styles.title}>{props.title}</p>}
        {props.children && <div className={props.title ? styles.meta : undefined}>{props.children}</div>}
      </div>
      {props.action}
    </div>
  );
}

/** Used for all three kinds of nothing: not made yet, not matching, not yours to see. */
export function EmptyState(props: {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text?: ReactNode;
  readonly action?: ReactNode;
}) {
  return (
    <div className={styles.empty}>
      <span className={styles.emptyIcon} aria-hidden>
        {props.icon}
      </span>
      <p className={styles.emptyTitle}>{props.title}</p>
      {props.text && <div className={styles.emptyText}>{props.text}</div>}
      {props.action && <div className={styles.emptyAction}>{props.action}</div>}
    </div>
  );
}
