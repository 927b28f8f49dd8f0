import type { ReactNode } from 'react';
import { useTranslate } from '../../lib/i18n';
import { Button } from './button';
import styles from './row-list.module.css';

/** A short list whose rows say several things: no table, because nothing in it is compared by columns. */
export function RowList(props: { readonly label: string; readonly children: ReactNode }) {
  return (
    <ul className={styles.list} aria-label={props.label}>
      {props.children}
    </ul>
  );
}

export function Row(props: {
  readonly head: ReactNode;
  readonly actions?: ReactNode;
  readonly below?: ReactNode;
  readonly children?: ReactNode;
}) {
  const { head, actions, below, children } = props;
  return (
    <li className={styles.row}>
      <div className={styles.what}>
        <div className={styles.head}>{head}</div>
        {children}
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
      {below && <div className={styles.below}>{below}</div>}
    </li>
  );
}

export function Dim({ children }: { readonly children: ReactNode }) {
  return <div className={styles.dim}>{children}</div>;
}

/** What few people want to read each time. */
export function Folded(props: {
  readonly title: string;
  readonly children: ReactNode;
  readonly onOpen?: () => void;
}) {
  const { title, children, onOpen } = props;
  return (
    <details className={styles.folded} onToggle={(event) => event.currentTarget.open && onOpen?.()}>
      <summary>{title}</summary>
      {children}
    </details>
  );
}

interface Paged {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => Promise<unknown>;
}

/** For the rest of a list; nothing where there is none. */
export function MoreRows({ query }: { readonly query: Paged }) {
  const t = useTranslate();
  if (!query.hasNextPage) return null;
  return (
    <div className={styles.more}>
      <Button isBusy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
        {t('common.older')}
      </Button>
    </div>
  );
}
