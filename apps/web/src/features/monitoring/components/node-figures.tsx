import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ChartDeck, useNewCrosshair } from '../../../components/charts';
import { Panel, QueryView } from '../../../components/ui';
import type { Timeseries } from '../../../lib/api';
import { useTranslate } from '../../../lib/i18n';
import { timeseriesQuery } from '../api/get-timeseries';
import { chartData, tellsRequests } from '../model/chart-data';
import { PROGRAM_FIGURES } from '../model/figures';
import { hostData } from '../model/host-data';
import styles from './monitoring.module.css';
import { useWords } from './use-words';

/** As long as what a node said itself is kept. */
const SPAN = { lastSeconds: 40 * 60 };

/** What a node told of its host and of its programs, as it told it. */
export function NodeFigures({ nodeId }: { readonly nodeId: string }) {
  const t = useTranslate();
  const query = useQuery(timeseriesQuery({ nodeId, by: 'bin' }, SPAN));
  const isMeasured = query.data !== undefined && query.data.host.length > 0;
  return (
    <Panel title={t('monitoring.ofNode')} isFlush={!query.data || isMeasured} id="metrics">
      <QueryView query={query} what={t('monitoring.ofNode')} rows={2} rowHeight={210}>
        {(series) =>
          isMeasured ? (
            <Figures series={series} />
          ) : (
            <p className={styles.dim}>{t('monitoring.nodeToldNothing')}</p>
          )
        }
      </QueryView>
    </Panel>
  );
}

function Figures({ series }: { readonly series: Timeseries }) {
  const t = useTranslate();
  const words = useWords();
  const crosshair = useNewCrosshair();
  const host = useMemo(() => hostData(series, words), [series, words]);
  const programs = useMemo(() => chartData(series, PROGRAM_FIGURES, words), [series, words]);
  return (
    <>
      <ChartDeck data={host} crosshair={crosshair} isDense />
      {series.groups.length > 0 && (
        <div className={styles.second}>
          {!tellsRequests(series) && <p className={styles.note}>{t('monitoring.noRequests')}</p>}
          <ChartDeck data={programs} crosshair={crosshair} />
        </div>
      )}
    </>
  );
}
