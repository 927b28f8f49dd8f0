import { Link } from 'react-router';
import styles from './page-tabs.module.css';

export interface PageTab {
  readonly to: string;
  readonly label: string;
  readonly isCurrent: boolean;
}

/** Looks at the same thing that have addresses of their own. */
export function PageTabs(props: { readonly label: string; readonly tabs: readonly PageTab[] }) {
  return (
    <nav className={styles.tabs} aria-label={props.label}>
      {props.tabs.map(({ to, label, isCurrent }) => (
        <Link key={to} to={to} className={styles.tab} aria-current={isCurrent ? 'page' : undefined}>
          {label}
        </Link>
      ))}
    </nav>
  );
}
