import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Select, useDebouncedValue } from '../../../components/ui';
import { useTranslate } from '../../../lib/i18n';
import { binSearchQuery } from '../api/list-bins';

const TYPING_PAUSE_MS = 200;

/** Narrows something down to a bin, of a project or of any; an empty text is all. */
export function BinFilter(props: {
  readonly projectId: string;
  readonly value: string;
  readonly onChange: (bin: string) => void;
  /** In a form it stands above; in a filter it is only said. */
  readonly label?: string;
  readonly placeholder?: string;
}) {
  const { projectId, value, onChange, label, placeholder } = props;
  const t = useTranslate();
  const [text, setText] = useState('');
  const [search] = useDebouncedValue(text === value ? '' : text, TYPING_PAUSE_MS);
  const { data } = useQuery({ ...binSearchQuery(projectId, search), enabled: true });
  const found = (data?.items ?? []).map(({ name }) => name);
  return (
    <Select
      {...(label ? { label } : { 'aria-label': t('bin.name') })}
      placeholder={placeholder ?? t('filter.anyBin')}
      clearable
      searchable
      filter={({ options }) => options}
      nothingFoundMessage={t('empty.noMatch')}
      data={value === '' || found.includes(value) ? found : [value, ...found]}
      value={value || null}
      onSearchChange={setText}
      onChange={(bin) => onChange(bin ?? '')}
      {...(label ? {} : { w: 190 })}
    />
  );
}
