import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconInfoCircle } from '@tabler/icons-react';
import { useEffect, useRef, type ReactNode } from 'react';
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

/** In a dialog that is longer than the screen, an answer would come where nobody looks. */
function useSeenInDialogs(isLive: boolean) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isLive && box.current?.closest('[role="dialog"]')) box.current.scrollIntoView({ block: 'nearest' });
  }, [isLive]);
  return box;
}

export function Notice(props: {
  readonly kind: Kind;
  readonly title?: ReactNode;
  readonly action?: ReactNode;
  readonly isLive?: boolean;
  readonly children?: ReactNode;
}) {
  const Icon = ICONS[props.kind];
  const box = useSeenInDialogs(props.isLive ?? false);
  const live = props.isLive ? { role: props.kind === 'error' ? 'alert' : 'status' } : {};
  return (
    <div ref={box} className={styles.notice} style={toneStyle(TONES[props.kind])} {...live}>
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
