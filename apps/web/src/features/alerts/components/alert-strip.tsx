import { useQuery } from '@tanstack/react-query';
import { IconBellOff } from '@tabler/icons-react';
import { Link } from 'react-router';
import { Pill } from '../../../components/ui';
import { useTranslate } from '../../../lib/i18n';
import { alertSummaryQuery } from '../api/list-alerts';
import { SEVERITIES, SEVERITY_LOOKS } from '../model/severity-looks';
import styles from './alerts.module.css';

/** How many alerts fire that a person may see; nothing at all while none does. */
export function AlertStrip() {
  const t = useTranslate();
  const { data } = useQuery(alertSummaryQuery(''));
  const loud = data ? data.critical + data.warning + data.info : 0;
  if (!data || loud + data.silenced === 0) return null;
  return (
    <Link to="/monitoring/alerts" className={styles.strip} data-alert-strip>
      <b>{t('monitoring.firing', { count: loud })}</b>
      {SEVERITIES.filter((severity) => data[severity] > 0).map((severity) => (
        <Pill key={severity} {...SEVERITY_LOOKS[severity]}>
          {t(`monitoring.${severity}`, { count: data[severity] })}
        </Pill>
      ))}
      {data.silenced > 0 && (
        <Pill tone="slate" icon={IconBellOff}>
          {t('monitoring.silenced', { count: data.silenced })}
        </Pill>
      )}
    </Link>
  );
}
