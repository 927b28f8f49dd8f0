import { useQuery } from '@tanstack/react-query';
import { IconHandStop } from '@tabler/icons-react';
import { Link, useLocation } from 'react-router';
import { useTranslate } from '../../../lib/i18n';
import { emergencyStopsQuery } from '../api/emergency-stops';
import styles from './emergency.module.css';

/** On every page while something stands still, for everybody whom it concerns. */
export function EmergencyBanner() {
  const t = useTranslate();
  const { pathname } = useLocation();
  const { data } = useQuery(emergencyStopsQuery);
  const stops = data?.items ?? [];
  if (stops.length === 0 || pathname === '/emergency-stop') return null;
  return (
    <div className={styles.banner} role="status" data-emergency>
      <IconHandStop size={20} aria-hidden />
      <ul className={styles.lines}>
        {stops.map(({ id, project, reason, stoppedBy, nodesAsked, nodesConfirmed }) => (
          <li key={id}>
            <strong>
              {project ? t('emergency.projectStopped', { name: project.name }) : t('emergency.allStopped')}
            </strong>{' '}
            {t('emergency.why', { name: stoppedBy.name, reason })}{' '}
            {nodesAsked > 0 && t('emergency.confirmed', { confirmed: nodesConfirmed, asked: nodesAsked })}
          </li>
        ))}
      </ul>
      <Link to="/emergency-stop" className={styles.bannerLink}>
        {t('emergency.proof')}
      </Link>
    </div>
  );
}
