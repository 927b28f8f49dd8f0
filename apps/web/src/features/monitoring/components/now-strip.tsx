import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { TIMESERIES_INTERVAL_MS } from '../../../config/settings';
import { formatClock } from '../../../lib/format';
import { useLanguage, useTranslate } from '../../../lib/i18n';
import { usePreferences } from '../../../lib/preferences';
import { realtimeQuery } from '../api/get-realtime';
import { FIGURES, formatFigure, STRIP_FIGURES } from '../model/figures';
import styles from './now-strip.module.css';

/** How everything that a person may see does at the moment; nothing at all where nobody tells requests. */
export function NowStrip() {
  const t = useTranslate();
  const language = useLanguage();
  const { timeZone } = usePreferences();
  const { data } = useQuery({ ...realtimeQuery({}), refetchInterval: TIMESERIES_INTERVAL_MS });
  if (!data || data.requestRate === null) return null;
  const time = formatClock(Date.parse(data.asOf), language, timeZone);
  return (
    <Link to="/monitoring" className={styles.strip} data-now-strip>
      {STRIP_FIGURES.map((id) => (
        <span key={id} className={styles.figure}>
          {t(FIGURES[id].short)} <b>{formatFigure(id, data[id], language)}</b>
        </span>
      ))}
      <span className={styles.time}>{t('monitoring.asOfShort', { time })}</span>
    </Link>
  );
}
