import { useEffect, type ReactNode } from 'react';
import { Link } from 'react-router';
import { useTranslate } from '../../lib/i18n';
import styles from './page.module.css';

export interface Crumb {
  readonly to: string;
  readonly label: string;
}

/** Every page: one h1, its own document title, and the production rule where it applies. */
export function Page(props: {
  readonly title: string;
  readonly documentTitle?: string;
  readonly crumb?: Crumb;
  readonly beside?: ReactNode;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly isProduction?: boolean;
  readonly children: ReactNode;
}) {
  const t = useTranslate();
  const { title, documentTitle, crumb, beside, lead, actions, isProduction, children } = props;
  const product = t('shell.product');
  useEffect(() => {
    document.title = `${documentTitle ?? title} · ${product}`;
  }, [documentTitle, title, product]);
  return (
    <div className={styles.page}>
      {isProduction && <div className={styles.prodRule} aria-hidden />}
      <div className={`${styles.head} ${isProduction ? styles.prod : ''}`}>
        <div className={styles.heading}>
          {crumb && (
            <p className={styles.crumbs}>
              <Link to={crumb.to}>{crumb.label}</Link>
            </p>
          )}
          <div className={styles.title}>
            <h1 style={{ font: 'inherit' }}>{title}</h1>
            {beside}
          </div>
          {lead && <div className={styles.lead}>{lead}</div>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
      {children}
    </div>
  );
}
