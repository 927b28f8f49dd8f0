import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ChartDeck } from '../../../components/charts';
import { Panel, QueryView } from '../../../components/ui';
import type { Check, ReleaseAnalysis, ReleaseDetail, Timeseries } from '../../../lib/api';
import { formatNumber } from '../../../lib/format';
import { useLanguage, useTranslate } from '../../../lib/i18n';
import { timeseriesQuery } from '../api/get-timeseries';
import { canaryData, type CanaryFacts } from '../model/canary-data';
import { requestsIn, tellsRequests } from '../model/chart-data';
import { spanOfRelease } from '../model/time-span';
import styles from './monitoring.module.css';
import { useCanaryLook } from './use-canary-look';
import { useCanaryWords } from './use-canary-words';
import { ViewPicker } from './view-picker';

/** How the nodes that run what a release brings do, beside those that do not. */
export function ReleaseFigures(props: {
  readonly release: ReleaseDetail;
  readonly analysis: ReleaseAnalysis | undefined;
}) {
  const { startedAt } = props.release;
  if (startedAt === null) return null;
  return <Begun {...props} startedAt={startedAt} />;
}

const NO_CHECKS: readonly Check[] = [];

function Begun(props: {
  readonly release: ReleaseDetail;
  readonly analysis: ReleaseAnalysis | undefined;
  readonly startedAt: string;
}) {
  const { release, analysis, startedAt } = props;
  const { id: releaseId, finishedAt, plan } = release;
  const t = useTranslate();
  const span = useMemo(() => spanOfRelease(startedAt, finishedAt), [startedAt, finishedAt]);
  const query = useQuery(timeseriesQuery({ releaseId, by: 'cohort' }, span));
  const look = useCanaryLook();
  const isMeasured = query.data !== undefined && tellsRequests(query.data);
  return (
    <Panel
      title={t('monitoring.cohorts')}
      isFlush={!query.data || isMeasured}
      id="metrics"
      aside={isMeasured && <ViewPicker view={look.view} onChange={look.setView} />}
    >
      <QueryView query={query} what={t('monitoring.cohorts')} rows={2} rowHeight={210}>
        {(series) =>
          isMeasured ? (
            <Cohorts series={series} checks={plan.checks ?? NO_CHECKS} analysis={analysis} view={look.view} />
          ) : (
            <p className={styles.dim}>{t('monitoring.nobody')}</p>
          )
        }
      </QueryView>
    </Panel>
  );
}

function Cohorts({ series, checks, analysis, view }: CanaryFacts) {
  const words = useCanaryWords();
  const data = useMemo(
    () => canaryData({ series, checks, analysis, view }, words),
    [series, checks, analysis, view, words],
  );
  return (
    <>
      <ChartDeck data={data} />
      <Samples series={series} />
    </>
  );
}

/** On how many requests the lines stand: a share of three says little. */
function Samples({ series }: { readonly series: Timeseries }) {
  const t = useTranslate();
  const language = useLanguage();
  const countOf = (cohort: 'canary' | 'baseline'): string => {
    const group = series.groups.find(({ key }) => key.cohort === cohort);
    return formatNumber(group ? requestsIn(series, group) : 0, language);
  };
  return (
    <p className={styles.told} data-samples>
      {t('monitoring.samples', { canary: countOf('canary'), baseline: countOf('baseline') })}
    </p>
  );
}
