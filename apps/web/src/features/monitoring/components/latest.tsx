import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Panel, QueryView } from '../../../components/ui';
import type { Realtime } from '../../../lib/api';
import { formatAmount, formatClock } from '../../../lib/format';
import { useLanguage, useTranslate } from '../../../lib/i18n';
import { usePreferences } from '../../../lib/preferences';
import { realtimeQuery } from '../api/get-realtime';
import type { FigureScope } from '../model/figure-scope';
import { TILE_FIGURES } from '../model/figures';
import { FigureTiles } from './figure-tiles';
import styles from './monitoring.module.css';

/** What programs do now, and how much of it is known. */
export function Latest({ scope }: { readonly scope: FigureScope }) {
  const t = useTranslate();
  const query = useQuery({ ...realtimeQuery(scope), placeholderData: keepPreviousData });
  return (
    <Panel title={t('monitoring.latest')} isFlush aside={query.data && <AsOf realtime={query.data} />}>
      <QueryView query={query} what={t('monitoring.latest')} rows={1} rowHeight={56}>
        {(realtime) => (
          <div className={query.isPlaceholderData ? styles.faded : undefined}>
            {realtime.programs > 0 && <FigureTiles realtime={realtime} figures={TILE_FIGURES} />}
            <Told realtime={realtime} />
          </div>
        )}
      </QueryView>
    </Panel>
  );
}

function AsOf({ realtime }: { readonly realtime: Realtime }) {
  const t = useTranslate();
  const language = useLanguage();
  const { timeZone } = usePreferences();
  const time = formatClock(Date.parse(realtime.asOf), language, timeZone);
  return (
    <span className={styles.dim} data-as-of>
      {t('monitoring.asOf', { time, seconds: realtime.windowSeconds })}
    </span>
  );
}

/** Figures of half of the nodes look like half of the traffic, so it is said how many told any. */
function Told({ realtime }: { readonly realtime: Realtime }) {
  const t = useTranslate();
  const language = useLanguage();
  const { programs, troubledPrograms } = realtime;
  return (
    <p className={styles.told} data-told>
      {programs > 0
        ? t('monitoring.told', { count: programs, shown: formatAmount(programs, language) })
        : t('monitoring.toldNothing')}
      {troubledPrograms > 0 && (
        <span className={styles.trouble}>
          <IconAlertTriangle size={15} aria-hidden />
          {t('monitoring.troubled', {
            count: troubledPrograms,
            shown: formatAmount(troubledPrograms, language),
          })}
        </span>
      )}
    </p>
  );
}
