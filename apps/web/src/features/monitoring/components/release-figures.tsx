import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Panel, QueryView } from '../../../components/ui';
import type { ReleaseAnalysis, ReleaseDetail } from '../../../lib/api';
import { useTranslate } from '../../../lib/i18n';
import { timeseriesQuery } from '../api/get-timeseries';
import { tellsRequests } from '../model/chart-data';
import { spanOfRelease } from '../model/time-span';
import { CanaryPanels } from './canary-panels';
import styles from './monitoring.module.css';
import type { CanaryLook } from './use-canary-look';
import type { FormerFound } from './use-former';
import { ViewPicker } from './view-picker';

interface ReleaseFiguresProps {
  readonly release: ReleaseDetail;
  readonly analysis: ReleaseAnalysis | undefined;
  readonly look: CanaryLook;
  readonly former: FormerFound;
}

/** How the nodes that run what a release brings do, beside those that do not. */
export function ReleaseFigures(props: ReleaseFiguresProps) {
  const { startedAt } = props.release;
  if (startedAt === null) return null;
  return <Begun {...props} startedAt={startedAt} />;
}

function Begun(props: ReleaseFiguresProps & { readonly startedAt: string }) {
  const { release, analysis, look, former, startedAt } = props;
  const { id: releaseId, finishedAt } = release;
  const t = useTranslate();
  const span = useMemo(() => spanOfRelease(startedAt, finishedAt), [startedAt, finishedAt]);
  const query = useQuery(timeseriesQuery({ releaseId, by: 'cohort' }, span));
  const isMeasured = query.data !== undefined && tellsRequests(query.data);
  return (
    <Panel
      title={t('monitoring.cohorts')}
      isFlush={!query.data || isMeasured}
      id="metrics"
      aside={isMeasured && <ViewPicker look={look} />}
    >
      <QueryView query={query} what={t('monitoring.cohorts')} rows={2} rowHeight={210}>
        {(series) =>
          isMeasured ? (
            <CanaryPanels
              release={release}
              series={series}
              analysis={analysis}
              view={look.view}
              former={look.hasFormer ? former : null}
            />
          ) : (
            <p className={styles.dim}>{t('monitoring.nobody')}</p>
          )
        }
      </QueryView>
    </Panel>
  );
}
