import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { Page } from '../components/layout';
import { EnvironmentTag, Notice, Panel, QueryView, Stack, Time } from '../components/ui';
import { renderConfigChange } from '../features/config/components/diff/later-change';
import { releaseQuery } from '../features/releases/api/get-release';
import { DecideBar } from '../features/releases/components/approval/decide-bar';
import { Questions } from '../features/releases/components/approval/questions';
import { Seats } from '../features/releases/components/approval/seats';
import styles from '../features/releases/components/approval/approval.module.css';
import { Changes } from '../features/releases/components/changes';
import { ReleaseStatusPill } from '../features/releases/components/status-pill';
import { VersionChanges } from '../features/releases/components/version-change';
import { nodesReached } from '../features/releases/model/nodes-reached';
import { releaseName } from '../features/releases/model/versions';
import type { ReleaseDetail } from '../lib/api';
import { useLocalized, useTranslate } from '../lib/i18n';

/** What a link in a chat opens on a phone: enough to decide, and nothing that takes long to load. */
export default function ApprovalRoute() {
  const t = useTranslate();
  const { id = '' } = useParams();
  const query = useQuery(releaseQuery(id));
  if (query.data) return <ApprovalPage release={query.data} />;
  return (
    <Page title={t('approval.title')} crumb={{ to: '/approvals', label: t('nav.approvals') }}>
      <Panel isFlush>
        <QueryView query={query} what={t('approval.this')} rows={5}>
          {() => null}
        </QueryView>
      </Panel>
    </Page>
  );
}

function ApprovalPage({ release }: { readonly release: ReleaseDetail }) {
  const t = useTranslate();
  const { environment, project, approval } = release;
  const isOpen = release.status === 'pending_approval' && approval.status === 'open';
  return (
    <Page
      title={releaseName(release)}
      documentTitle={`${t('approval.title')} · ${releaseName(release)} · ${project.name}`}
      crumb={{ to: '/approvals', label: t('nav.approvals') }}
      isProduction={environment.isProduction}
      beside={<ReleaseStatusPill status={release.status} />}
      lead={
        <span className={styles.summary}>
          <EnvironmentTag name={environment.name} isProduction={environment.isProduction} />
          <span>{project.name}</span>
          <Link to={`/releases/${release.id}`}>#{release.number}</Link>
          <span>
            {release.author.name} · <Time iso={approval.askedAt ?? release.createdAt} />
          </span>
        </span>
      }
    >
      <Panel>
        <Stack gap="xs">
          <p className={styles.summary}>
            <strong>
              <VersionChanges bins={release.bins} hasBinName />
            </strong>
            <span>{t('approval.nodes', { count: nodesReached(release) })}</span>
          </p>
          {release.notes && <p>{release.notes}</p>}
          <Standing release={release} isOpen={isOpen} />
        </Stack>
      </Panel>
      <Changes release={release} renderConfig={renderConfigChange} />
      <Panel
        title={t('approval.whoDecides')}
        count={t('step.approvalCount', { given: approval.given, required: approval.required })}
      >
        <Stack gap="sm">
          <Seats release={release} />
          <Questions release={release} />
        </Stack>
      </Panel>
      {isOpen && <DecideBar release={release} />}
    </Page>
  );
}

/** Decided, expired and superseded are no errors: somebody was faster, and it says who. */
function Standing({ release, isOpen }: { readonly release: ReleaseDetail; readonly isOpen: boolean }) {
  const t = useTranslate();
  const localized = useLocalized();
  const { supersededBy } = release;
  if (isOpen) return <p className={styles.muted}>{localized(release.headline)}</p>;
  const decider = release.approval.decisions.filter(({ isCurrent }) => isCurrent).at(-1);
  return (
    <Notice
      kind="info"
      isLive
      title={
        decider && !supersededBy
          ? t(decider.decision === 'approved' ? 'approval.wasApproved' : 'approval.wasRejected', {
              name: (decider.deputy ?? decider.approver).name,
            })
          : t('approval.locked')
      }
      action={
        <Link to={`/releases/${supersededBy?.id ?? release.id}`}>
          {supersededBy
            ? t('approval.openNewer', { number: supersededBy.number })
            : t('approval.openRelease')}
        </Link>
      }
    >
      {localized(release.headline)}
    </Notice>
  );
}
