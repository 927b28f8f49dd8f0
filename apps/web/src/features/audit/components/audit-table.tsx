import { useMemo } from 'react';
import { Link } from 'react-router';
import { type Column, DataTable, Name, Time } from '../../../components/ui';
import type { AuditEntry, LocalizedText } from '../../../lib/api';
import { useLocalized, useTranslate, type Translate } from '../../../lib/i18n';
import { subjectLink } from '../model/subject-link';
import { actionWord } from '../model/words';
import { ChangeSummary } from './entry-changes';
import styles from './audit.module.css';

type Localized = (text: LocalizedText) => string;

export function AuditTable(props: {
  readonly entries: readonly AuditEntry[];
  readonly total: number | undefined;
  readonly hasMore: boolean;
  readonly isFetching: boolean;
  readonly onNeedRow: (index: number) => void;
  readonly onOpen: (entry: AuditEntry) => void;
}) {
  const t = useTranslate();
  const localized = useLocalized();
  const { entries, onOpen, ...table } = props;
  const columns = useMemo(() => columnsOf(t, localized, onOpen), [t, localized, onOpen]);
  return (
    <DataTable label={t('nav.audit')} columns={columns} rows={entries} rowKey={({ id }) => id} {...table} />
  );
}

const columnsOf = (
  t: Translate,
  localized: Localized,
  onOpen: (entry: AuditEntry) => void,
): readonly Column<AuditEntry>[] => [
  {
    id: 'time',
    header: t('audit.time'),
    width: '13.5rem',
    onCard: 'wide',
    cell: ({ at }) => (
      <span className={styles.dim}>
        <Time iso={at} isExact />
      </span>
    ),
  },
  {
    id: 'who',
    header: t('audit.who'),
    width: '10.5rem',
    cell: ({ actor }) => <Who actor={actor} />,
  },
  {
    id: 'what',
    header: t('audit.what'),
    width: '13rem',
    onCard: 'title',
    cell: (entry) => {
      const what = localized(actionWord(entry.action));
      return (
        <button
          type="button"
          className={styles.what}
          aria-label={t('audit.open', { number: entry.seq, what })}
          onClick={() => onOpen(entry)}
        >
          {what}
        </button>
      );
    },
  },
  {
    id: 'object',
    header: t('audit.object'),
    width: '22%',
    cell: (entry) => <ObjectName entry={entry} />,
  },
  {
    id: 'change',
    header: t('audit.change'),
    onCard: 'wide',
    cell: (entry) => <ChangeSummary entry={entry} />,
  },
];

export function Who({ actor }: { readonly actor: AuditEntry['actor'] }) {
  const t = useTranslate();
  return (
    <span className={styles.who}>
      <span className={styles.name}>
        <Name>{actor.name}</Name>
      </span>
      {actor.token && <span className={styles.dim}>{t('audit.token', { name: actor.token.name })}</span>}
      {(actor.kind === 'node' || actor.kind === 'system') && (
        <span className={styles.dim}>{t(`audit.${actor.kind}`)}</span>
      )}
    </span>
  );
}

export function ObjectName({ entry }: { readonly entry: AuditEntry }) {
  const to = subjectLink(entry);
  const name = entry.subject.name ?? entry.subject.id;
  return to ? (
    <Link to={to} className={styles.name} title={name}>
      {name}
    </Link>
  ) : (
    <span className={styles.name} title={name}>
      {name}
    </span>
  );
}
