import { Link } from 'react-router';
import { DataTable, EnvironmentTag, Pill, Time, type Column } from '../../../../components/ui';
import type { ConfigEnvironment, ConfigFile } from '../../../../lib/api';
import { useTranslate, type Translate } from '../../../../lib/i18n';
import { isAhead } from '../../model/ahead';
import { FORMAT_NAMES } from '../../model/looks';
import styles from '../config.module.css';
import { PublicationPill } from '../publication-line';

export function FileTable(props: {
  readonly rows: readonly ConfigFile[];
  readonly table: {
    readonly hasMore: boolean;
    readonly isFetching: boolean;
    readonly onNeedRow: (index: number) => void;
  };
}) {
  const t = useTranslate();
  return (
    <DataTable
      label={t('config.title')}
      columns={columnsOf(t)}
      rows={props.rows}
      rowKey={({ id }) => id}
      {...props.table}
    />
  );
}

export const formatName = (format: ConfigFile['format'], t: Translate): string =>
  format === 'text' ? t('config.plainText') : FORMAT_NAMES[format];

/** Only those that have the file or say something of it. */
function Places({ environments }: { readonly environments: readonly ConfigEnvironment[] }) {
  const t = useTranslate();
  const told = environments.filter((one) => one.stable ?? one.underway ?? isAhead(one));
  if (told.length === 0) return <span className={styles.dim}>{t('config.nothingPublished')}</span>;
  return told.map((environment) => <Place key={environment.code} environment={environment} />);
}

function Place({ environment }: { readonly environment: ConfigEnvironment }) {
  const t = useTranslate();
  const { name, isProduction, stable, underway } = environment;
  return (
    <span className={styles.line}>
      <EnvironmentTag name={name} isProduction={isProduction} />
      {underway ? (
        <PublicationPill publication={underway} />
      ) : isAhead(environment) ? (
        <Pill tone="amber">{t('config.hasChanges')}</Pill>
      ) : (
        stable && <span className={styles.dim}>{t('config.publication', { version: stable.version })}</span>
      )}
    </span>
  );
}

const columnsOf = (t: Translate): readonly Column<ConfigFile>[] => [
  {
    id: 'name',
    header: t('config.file'),
    onCard: 'title',
    cell: ({ id, name, isSecret }) => (
      <span className={styles.line}>
        <Link to={`/config/${id}`}>{name}</Link>
        {isSecret && <Pill tone="violet">{t('config.secretFile')}</Pill>}
      </span>
    ),
  },
  {
    id: 'project',
    header: t('release.project'),
    width: '9rem',
    cell: ({ projectCode }) => <Link to={`/projects/${projectCode}`}>{projectCode}</Link>,
  },
  { id: 'format', header: t('config.format'), width: '7rem', cell: ({ format }) => formatName(format, t) },
  {
    id: 'environments',
    header: t('config.environments'),
    onCard: 'wide',
    cell: ({ environments }) => (
      <span className={styles.line}>
        <Places environments={environments} />
      </span>
    ),
  },
  {
    id: 'changed',
    header: t('config.changed'),
    width: '13rem',
    cell: ({ changedAt, changedByName }) => (
      <span className={styles.dim}>
        {changedByName} · <Time iso={changedAt} />
      </span>
    ),
  },
];
