import { Panel, QueryView } from '../../../components/ui';
import type { ReleaseAnalysis, ReleaseDetail } from '../../../lib/api';
import { useTranslate } from '../../../lib/i18n';
import { CanaryPanels } from './canary-panels';
import styles from './monitoring.module.css';
import type { CanaryLook } from './use-canary-look';
import type { FormerFound } from './use-former';
import { useReleaseSeries } from './use-release-series';
import { ViewPicker } from './view-picker';

/** How the nodes that run what a release brings do, beside those that do not. */
export function ReleaseFigures(props: {
  readonly release: ReleaseDetail;
  readonly analysis: ReleaseAnalysis | undefined;
  readonly look: CanaryLook;
  readonly former: FormerFound;
}) {
  const { release, analysis, look, former } = props;
  const { query, isMeasured } = useReleaseSeries(release);
  const t = useTranslate();
  if (release.startedAt === null) return null;
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
