import { NavLink } from 'react-router';
import { useTranslate } from '../../../lib/i18n';
import styles from './monitoring-tabs.module.css';

/** Figures and alerts are two looks at the same programs. */
export function MonitoringTabs() {
  const t = useTranslate();
  return (
    <nav className={styles.tabs} aria-label={t('monitoring.sections')}>
      <NavLink to="/monitoring" end className={styles.tab ?? ''}>
        {t('monitoring.figures')}
      </NavLink>
      <NavLink to="/monitoring/alerts" className={styles.tab ?? ''}>
        {t('monitoring.alerts')}
      </NavLink>
    </nav>
  );
}
