import { useMatch } from 'react-router';
import { PageTabs } from '../../../components/layout';
import { useTranslate } from '../../../lib/i18n';

const ALERTS = '/monitoring/alerts';

/** Figures and alerts are two looks at the same programs. */
export function MonitoringTabs() {
  const t = useTranslate();
  const isAlerts = useMatch(ALERTS) !== null;
  return (
    <PageTabs
      label={t('monitoring.sections')}
      tabs={[
        { to: '/monitoring', label: t('monitoring.figures'), isCurrent: !isAlerts },
        { to: ALERTS, label: t('monitoring.alerts'), isCurrent: isAlerts },
      ]}
    />
  );
}
