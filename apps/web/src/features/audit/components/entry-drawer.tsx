import { Button, CopyText, Facts, SideDrawer, Stack, Time, type Fact } from '../../../components/ui';
import type { AuditEntry } from '../../../lib/api';
import { useLocalized, useTranslate } from '../../../lib/i18n';
import { textOf, toldBy } from '../model/changes';
import type { AuditFilters } from '../model/use-audit-filters';
import { actionWord, fieldWord } from '../model/words';
import { ObjectName, Who } from './audit-table';
import { EntryChanges } from './entry-changes';
import styles from './audit.module.css';

/** One entry with all that it says, and the ways to its neighbours. */
export function EntryDrawer(props: {
  readonly entry: AuditEntry | null;
  readonly filters: AuditFilters;
  readonly onClose: () => void;
}) {
  const t = useTranslate();
  const { entry, filters, onClose } = props;
  return (
    <SideDrawer
      isOpen={entry !== null}
      title={entry ? t('audit.entry', { number: entry.seq }) : ''}
      onClose={onClose}
    >
      {entry && (
        <Entry
          entry={entry}
          onNarrow={(part) => {
            filters.set(part);
            onClose();
          }}
        />
      )}
    </SideDrawer>
  );
}

function Entry(props: {
  readonly entry: AuditEntry;
  readonly onNarrow: (part: Parameters<AuditFilters['set']>[0]) => void;
}) {
  const t = useTranslate();
  const { entry, onNarrow } = props;
  const { actor, subject, requestId } = entry;
  const name = subject.name ?? subject.id;
  return (
    <Stack gap="md">
      <EntryFacts entry={entry} />
      <div className={styles.ways}>
        {actor.id !== null && (
          <Button size="xs" onClick={() => onNarrow({ actor: actor.id ?? '' })}>
            {t('audit.onlyWho', { name: actor.name })}
          </Button>
        )}
        <Button size="xs" onClick={() => onNarrow({ subject: subject.id })}>
          {t('audit.onlyObject', { name })}
        </Button>
        {requestId !== null && (
          <Button size="xs" onClick={() => onNarrow({ request: requestId })}>
            {t('audit.onlyRequest')}
          </Button>
        )}
      </div>
    </Stack>
  );
}

/** Also what a broken log shows of the entry that is wrong. */
export function EntryFacts({ entry }: { readonly entry: AuditEntry }) {
  const t = useTranslate();
  const localized = useLocalized();
  const { changes, facts } = toldBy(entry.data);
  const about: readonly (Fact | false)[] = [
    { label: t('audit.what'), value: localized(actionWord(entry.action)) },
    { label: t('audit.time'), value: <Time iso={entry.at} isExact /> },
    { label: t('audit.who'), value: <Who actor={entry.actor} /> },
    { label: t('audit.object'), value: <ObjectName entry={entry} /> },
    entry.reason !== null && { label: t('audit.reason'), value: entry.reason, isWide: true },
  ];
  const origin: readonly (Fact | false)[] = [
    entry.address !== null && { label: t('audit.address'), value: entry.address },
    entry.requestId !== null && {
      label: t('audit.request'),
      value: (
        <CopyText value={entry.requestId} shown={entry.requestId.slice(0, 8)} label={t('audit.request')} />
      ),
    },
    { label: t('audit.code'), value: <code>{entry.action}</code> },
    entry.userAgent !== null && {
      label: t('audit.client'),
      value: <span className={styles.anywhere}>{entry.userAgent}</span>,
      isWide: true,
    },
  ];
  const said = facts.flatMap(([field, value]): Fact[] =>
    textOf(value) === ''
      ? []
      : [
          {
            label: localized(fieldWord(field)),
            value: <span className={styles.anywhere}>{textOf(value)}</span>,
            isWide: true,
          },
        ],
  );
  return (
    <Stack gap="md">
      <Facts items={about.filter((fact) => fact !== false)} />
      <EntryChanges changes={changes} action={entry.action} />
      {said.length > 0 && <Facts items={said} />}
      <Facts items={origin.filter((fact) => fact !== false)} />
    </Stack>
  );
}
