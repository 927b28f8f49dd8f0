import { Link } from 'react-router';
import { DataTable, Time, type Column } from '../../../components/ui';
import type { Bin } from '../../../lib/api';
import { useTranslate, type Translate } from '../../../lib/i18n';
import { Running } from './running';
import styles from './bins.module.css';

export function BinTable(props: {
  readonly bins: readonly Bin[];
  readonly hasMore: boolean;
  readonly isFetching: boolean;
  readonly onNeedRow: (index: number) => void;
}) {
  const t = useTranslate();
  const { bins, ...table } = props;
  return (
    <DataTable label={t('nav.bins')} columns={columnsOf(t)} rows={bins} rowKey={(bin) => bin.id} {...table} />
  );
}

const columnsOf = (t: Translate): readonly Column<Bin>[] => [
  {
    id: 'name',
    header: t('bin.name'),
    onCard: 'title',
    cell: (bin) => (
      <>
        <Link to={`/bins/${bin.name}`} className={styles.name}>
          {bin.name}
        </Link>
        {bin.description && <div className={styles.dim}>{bin.description}</div>}
      </>
    ),
  },
  {
    id: 'project',
    header: t('release.project'),
    width: '11rem',
    cell: ({ projectCode }) => <Link to={`/projects/${projectCode}`}>{projectCode}</Link>,
  },
  {
    id: 'latest',
    header: t('bin.latestVersion'),
    width: '13rem',
    cell: ({ latestVersion }) => latestVersion ?? '–',
  },
  {
    id: 'versions',
    header: t('bin.versions'),
    width: '7rem',
    isEnd: true,
    cell: ({ versionCount }) => versionCount,
  },
  {
    id: 'running',
    header: t('bin.runs'),
    width: '32%',
    onCard: 'wide',
    cell: ({ running }) => <Running running={running} />,
  },
  {
    id: 'created',
    header: t('release.created'),
    width: '8rem',
    isEnd: true,
    onCard: 'hidden',
    cell: ({ createdAt }) => <Time iso={createdAt} />,
  },
];
