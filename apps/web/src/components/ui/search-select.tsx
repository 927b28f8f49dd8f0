import { Loader, Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslate } from '../../lib/i18n';

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** A choice from more than fits: the caller searches on the server and hands in what was found. */
export function SearchSelect(props: {
  readonly label: string;
  readonly description?: string;
  readonly placeholder?: string;
  readonly value: string | null;
  readonly choices: readonly Choice[];
  readonly isLoading?: boolean;
  readonly error?: string | null;
  readonly isDisabled?: boolean;
  readonly onSearch: (text: string) => void;
  readonly onChange: (value: string | null) => void;
}) {
  const t = useTranslate();
  const [text, setText] = useState<string>();
  const { choices, onSearch, onChange, isLoading, isDisabled, error, ...rest } = props;
  return (
    <Select
      {...rest}
      data={[...choices]}
      searchable
      filter={({ options }) => options}
      nothingFoundMessage={isLoading ? t('common.searching') : t('empty.noMatch')}
      {...(text === undefined ? {} : { searchValue: text })}
      onSearchChange={(next) => {
        setText(next);
        onSearch(choices.some((choice) => choice.label === next) ? '' : next);
      }}
      onChange={onChange}
      disabled={isDisabled ?? false}
      error={error ?? null}
      rightSection={isLoading ? <Loader size={14} /> : undefined}
      comboboxProps={{ shadow: 'md' }}
      maxDropdownHeight={280}
    />
  );
}
