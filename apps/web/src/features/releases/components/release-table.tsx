import { Link } from 'react-router';
import { Checkbox, DataTable, EnvironmentTag, Time, type Column } from '../../../components/ui';
import type { ReleaseSummary } from '../../../lib/api';
import { useTranslate, type Translate } from '../../../lib/i18n';
import type { ComparisonPick } from '../model/use-comparison-pick';
import { releaseName, versionChanges } from '../model/versions';
import { hasStarted } from '../model/status-look';
import { ProgressBar } from './progress';
import { ReleaseStatusPill } from './status-pill';
import styles from './release.module.css';

export function ReleaseTable(props: {
  readonly releases: readonly ReleaseSummary[];
  readonly hasMore: boolean;
  readonly isFetching: boolean;
  readonly onNeedRow: (index: number) => void;
  readonly pick: ComparisonPick;
}) {
  const t = useTranslate();
  return (
    <DataTable
      label={t('nav.releases')}
      columns={columnsOf(t, props.pick)}
      rows={props.releases}
      rowKey={(release) => release.id}
      hasMore={props.hasMore}
      isFetching={props.isFetching}
      onNeedRow={props.onNeedRow}
    />
  );
}

const columnsOf = (t: Translate, pick: ComparisonPick): readonly Column<ReleaseSummary>[] => [
  {
    id: 'pick',
    header: t('compare.column'),
    width: '5.5rem',
    onCard: 'hidden',
    cell: (release) => (
      <Checkbox
        className={styles.pick ?? ''}
        aria-label={t('compare.pick', { number: release.number })}
        checked={pick.isPicked(release.id)}
        onChange={() => pick.toggle(release)}
      />
    ),
  },
  {
    id: 'release',
    header: t('release.release'),
    onCard: 'title',
    cell: (release) => <Title release={release} />,
  },
  {
    id: 'status',
    header: t('release.status'),
    width: '13rem',
    onCard: 'corner',
    cell: ({ status }) => <ReleaseStatusPill status={status} />,
  },
  {
    id: 'environment',
    header: t('release.environment'),
    width: '9rem',
    cell: ({ environment }) => (
      <EnvironmentTag name={environment.name} isProduction={environment.isProduction} />
    ),
  },
  {
    id: 'progress',
    header: t('release.progress'),
    width: '11rem',
    onCard: 'wide',
    cell: (row) => <Progress release={row} />,
  },
  { id: 'author', header: t('release.author'), width: '8rem', cell: ({ author }) => author.name },
  {
    id: 'created',
    header: t('release.created'),
    width: '8rem',
    isEnd: true,
    cell: ({ createdAt }) => <Time iso={createdAt} />,
  },
];

function Title({ release }: { readonly release: ReleaseSummary }) {
  return (
    <>
      <Link to={`/releases/${release.id}`} className={styles.titleLink}>
        {releaseName(release)}
      </Link>
      <span className={styles.sub}>
        {release.project.name} · #{release.number} · <FromVersion release={release} />
      </span>
    </>
  );
}

function FromVersion({ release }: { readonly release: ReleaseSummary }) {
  const t = useTranslate();
  const [change] = versionChanges(release.bins);
  if (!change) return null;
  return (
    <>
      {t(change.isMixed ? 'release.fromMixed' : 'release.from', {
        version: change.from ?? t('release.nothingYet'),
      })}
    </>
  );
}

function Progress({ release }: { readonly release: ReleaseSummary }) {
  if (!hasStarted(release.status) || release.progress.total === 0)
    return <span className={styles.muted}>–</span>;
  return (
    <span className={styles.progressCell}>
      <ProgressBar counts={release.progress} />
      <span>
        {release.progress.succeeded} / {release.progress.total}
      </span>
    </span>
  );
}
