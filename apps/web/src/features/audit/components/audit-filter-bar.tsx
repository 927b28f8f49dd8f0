import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Button, FilterBar, Group, Select, TextInput } from '../../../components/ui';
import { useLocalized, useTranslate, type MessageKey } from '../../../lib/i18n';
import { AREAS } from '../model/words';
import type { AuditFilters } from '../model/use-audit-filters';
import styles from './audit.module.css';

const NARROWED = {
  actor: 'audit.onePerson',
  subject: 'audit.oneObject',
  request: 'audit.oneRequest',
} as const satisfies Readonly<Record<string, MessageKey>>;

export function AuditFilterBar(props: { readonly filters: AuditFilters; readonly children: ReactNode }) {
  const t = useTranslate();
  const localized = useLocalized();
  const { values, set, isFiltered, clear } = props.filters;
  return (
    <>
      <FilterBar
        search={values.q}
        placeholder={t('audit.search')}
        isFiltered={isFiltered}
        onSearch={(q) => set({ q })}
        onClear={clear}
      >
        {props.children}
        <Select
          aria-label={t('audit.area')}
          placeholder={t('audit.anyArea')}
          clearable
          data={Object.entries(AREAS).map(([value, words]) => ({ value, label: localized(words) }))}
          value={values.action || null}
          onChange={(action) => set({ action: action ?? '' })}
          w={180}
        />
        <Day label={t('audit.from')} value={values.from} onChange={(from) => set({ from })} />
        <Day label={t('audit.to')} value={values.to} onChange={(to) => set({ to })} />
      </FilterBar>
      <Narrowed filters={props.filters} />
    </>
  );
}

function Day(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (day: string) => void;
}) {
  return (
    <label className={styles.day}>
      <span>{props.label}</span>
      <TextInput
        type="date"
        value={props.value}
        onChange={(event) => props.onChange(event.currentTarget.value)}
      />
    </label>
  );
}

/** What was narrowed from within an entry has no field above, so it stands here with its way back. */
function Narrowed({ filters: { values, set } }: { readonly filters: AuditFilters }) {
  const t = useTranslate();
  const active = (['actor', 'subject', 'request'] as const).filter((name) => values[name] !== '');
  if (active.length === 0) return null;
  return (
    <Group gap="xs" mb="sm">
      <span className={styles.dim}>{t('audit.narrowedTo')}</span>
      {active.map((name) => (
        <Button
          key={name}
          size="xs"
          icon={<IconX size={13} aria-hidden />}
          aria-label={t('audit.widen', { what: t(NARROWED[name]) })}
          onClick={() => set({ [name]: '' })}
        >
          {t(NARROWED[name])}
        </Button>
      ))}
    </Group>
  );
}
