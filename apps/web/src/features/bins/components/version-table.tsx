import { Link } from 'react-router';
import { DataTable, Pill, Sha, Time, type Column } from '../../../components/ui';
import type { BinVersion } from '../../../lib/api';
import { formatBytes } from '../../../lib/format';
import { useLanguage, useTranslate, type Translate } from '../../../lib/i18n';
import type { Language } from '../../../lib/api';
import { Running } from './running';
import styles from './bins.module.css';

export function VersionTable(props: {
  readonly bin: string;
  readonly versions: readonly BinVersion[];
  readonly hasMore: boolean;
  readonly isFetching: boolean;
  readonly onNeedRow: (index: number) => void;
}) {
  const t = useTranslate();
  const language = useLanguage();
  const { bin, versions, ...table } = props;
  return (
    <DataTable
      label={t('bin.versions')}
      columns={columnsOf(bin, t, language)}
      rows={versions}
      rowKey={({ version }) => version}
      {...table}
    />
  );
}

const columnsOf = (bin: string, t: Translate, language: Language): readonly Column<BinVersion>[] => [
  {
    id: 'version',
    header: t('bin.version'),
    onCard: 'title',
    cell: ({ version, withdrawnAt, artifacts }) => (
      <>
        <Link to={`/bins/${bin}/${encodeURIComponent(version)}`} className={styles.name}>
          {version}
        </Link>{' '}
        {withdrawnAt && <Pill tone="red">{t('bin.withdrawn')}</Pill>}
        {artifacts.some(({ damage }) => damage) && <Pill tone="red">{t('bin.damaged')}</Pill>}
      </>
    ),
  },
  {
    id: 'artifacts',
    header: t('bin.artifacts'),
    width: '34%',
    onCard: 'wide',
    cell: ({ artifacts }) => (
      <>
        {artifacts.map(({ arch, kind, sha256, sizeBytes }) => (
          <div key={arch} className={styles.running}>
            <span>{arch}</span> <Sha value={sha256} />{' '}
            <span className={styles.dim}>
              {formatBytes(sizeBytes, language)}
              {kind === 'archive' && ` · ${t('upload.kind.archive')}`}
            </span>
          </div>
        ))}
      </>
    ),
  },
  {
    id: 'running',
    header: t('bin.runs'),
    width: '20%',
    onCard: 'wide',
    cell: ({ running }) => <Running running={running} />,
  },
  { id: 'by', header: t('bin.uploadedBy'), width: '9rem', cell: ({ createdBy }) => createdBy?.name ?? '–' },
  {
    id: 'created',
    header: t('release.created'),
    width: '8rem',
    isEnd: true,
    cell: ({ createdAt }) => <Time iso={createdAt} />,
  },
];
