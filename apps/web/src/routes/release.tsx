import { useQuery } from '@tanstack/react-query';
import { IconArrowsLeftRight, IconPencil } from '@tabler/icons-react';
import { Link, useNavigate, useParams } from 'react-router';
import { Page } from '../components/layout';
import { EnvironmentTag, LinkButton, Panel, QueryView, Time } from '../components/ui';
import { ReleaseFigures } from '../features/monitoring/components/release-figures';
import { useCanaryLook } from '../features/monitoring/components/use-canary-look';
import { useMarked, useReleaseSeries } from '../features/monitoring/components/use-release-series';
import { useFormerRelease } from '../features/releases/api/compare-releases';
import { useAnalysis } from '../features/releases/api/get-analysis';
import { renderConfigChange } from '../features/config/components/diff/later-change';
import { releaseQuery } from '../features/releases/api/get-release';
import { ActionBar } from '../features/releases/components/action-bar';
import { ApprovalBox } from '../features/releases/components/approval/approval-box';
import { Changes } from '../features/releases/components/changes';
import { Events } from '../features/releases/components/events';
import { Exceptions } from '../features/releases/components/exceptions';
import { Failures } from '../features/releases/components/failures';
import { HaltProof } from '../features/releases/components/halt-proof';
import { Headline } from '../features/releases/components/headline';
import { JudgePanel } from '../features/releases/components/judge/judge-panel';
import { NodeDrawer } from '../features/releases/components/node-drawer';
import { ReleaseStatusPill } from '../features/releases/components/status-pill';
import { StepTimeline } from '../features/releases/components/step-timeline';
import { Targets } from '../features/releases/components/targets';
import { VersionChanges } from '../features/releases/components/version-change';
import { Waves } from '../features/releases/components/waves';
import { RELEASE_LOOKS } from '../features/releases/model/status-look';
import { releaseName } from '../features/releases/model/versions';
import type { ReleaseDetail } from '../lib/api';
import { useTranslate } from '../lib/i18n';
import { useUrlFilters } from '../lib/navigation/use-url-filters';
import { canIn, useMe } from '../lib/session';
import styles from './release.module.css';

export default function ReleaseRoute() {
  const t = useTranslate();
  const { id = '' } = useParams();
  const query = useQuery(releaseQuery(id));
  if (query.data) return <ReleasePage key={query.data.id} release={query.data} query={query} />;
  return (
    <Page title={t('release.release')} crumb={{ to: '/releases', label: t('nav.releases') }}>
      <Panel isFlush>
        <QueryView query={query} what={t('release.thisRelease')} rows={6}>
          {() => null}
        </QueryView>
      </Panel>
    </Page>
  );
}

const FILTERS = ['find', 'nodeStatus', 'wave'] as const;
const DRAWER = ['node'] as const;

function ReleasePage(props: {
  readonly release: ReleaseDetail;
  readonly query: ReturnType<typeof useQuery<ReleaseDetail>>;
}) {
  const { release, query } = props;
  const t = useTranslate();
  const me = useMe();
  const navigate = useNavigate();
  const filters = useUrlFilters(FILTERS);
  const drawer = useUrlFilters(DRAWER);
  const { glyph } = RELEASE_LOOKS[release.status];
  const canEdit = release.status === 'draft' && canIn(me, release.project.id, 'draft');
  return (
    <Page
      title={releaseName(release)}
      documentTitle={`${glyph} ${release.step}/${release.stepCount} ${releaseName(release)} · ${release.project.name}`}
      crumb={{ to: '/releases', label: t('nav.releases') }}
      isProduction={release.environment.isProduction}
      beside={<ReleaseStatusPill status={release.status} />}
      lead={<Lead release={release} />}
      actions={
        <>
          <LinkButton
            to={`/releases/compare?b=${release.id}`}
            icon={<IconArrowsLeftRight size={16} aria-hidden />}
          >
            {t('compare.previous')}
          </LinkButton>
          {canEdit && (
            <LinkButton to={`/releases/${release.id}/edit`} icon={<IconPencil size={16} />}>
              {t('release.edit')}
            </LinkButton>
          )}
        </>
      }
    >
      <QueryView query={query} what={t('release.thisRelease')}>
        {() => <Headline release={release} />}
      </QueryView>
      <ActionBar release={release} onOtherRelease={(other) => void navigate(`/releases/${other}`)} />
      {release.steps.length > 0 && (
        <Panel isFlush>
          <StepTimeline release={release} />
        </Panel>
      )}
      <div className={styles.figures}>
        <Figures release={release} />
      </div>
      <div className={styles.columns}>
        <div className={styles.column}>
          <HaltProof release={release} />
          <ApprovalBox release={release} />
          <JudgePanel release={release} />
          <Failures release={release} />
          <Exceptions release={release} />
          <Changes release={release} renderConfig={renderConfigChange} />
        </div>
        <div className={styles.column}>
          <Waves
            release={release}
            selected={filters.values.wave}
            onSelect={(wave) => filters.set({ wave })}
          />
          <EventsBesideCharts release={release} />
        </div>
      </div>
      <div className={styles.targets}>
        <Targets
          release={release}
          filters={filters.values}
          isFiltered={filters.isFiltered}
          onChange={filters.set}
          onClear={filters.clear}
        />
      </div>
      {drawer.values.node && (
        <NodeDrawer
          key={drawer.values.node}
          release={release}
          nodeId={drawer.values.node}
          onClose={drawer.clear}
        />
      )}
    </Page>
  );
}

/** By itself: what is measured comes every few seconds, and nothing else on the page changes with it. */
function Figures({ release }: { readonly release: ReleaseDetail }) {
  const { query: analysis } = useAnalysis(release);
  const look = useCanaryLook();
  const former = useFormerRelease(release.id, look.hasFormer);
  return <ReleaseFigures release={release} analysis={analysis.data} look={look} former={former} />;
}

function EventsBesideCharts({ release }: { readonly release: ReleaseDetail }) {
  const marked = useMarked(useReleaseSeries(release));
  return <Events releaseId={release.id} marked={marked} />;
}

function Lead({ release }: { readonly release: ReleaseDetail }) {
  const t = useTranslate();
  return (
    <span className={styles.lead}>
      <EnvironmentTag name={release.environment.name} isProduction={release.environment.isProduction} />
      <Link to={`/projects/${release.project.code}`}>{release.project.name}</Link>
      <span>#{release.number}</span>
      {release.bins.length === 1 && <VersionChanges bins={release.bins} />}
      <span>
        {release.author.name} · <Time iso={release.createdAt} />
      </span>
      {release.rollbackOf && (
        <Link to={`/releases/${release.rollbackOf.id}`}>
          {t('release.rollbackOf', { number: release.rollbackOf.number })}
        </Link>
      )}
      {release.rollbackReleaseId && (
        <Link to={`/releases/${release.rollbackReleaseId}`}>{t('release.rolledBackBy')}</Link>
      )}
    </span>
  );
}
