import { CloseButton, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslate } from '../../lib/i18n';
import { Button } from './button';
import styles from './filter-bar.module.css';

const TYPING_PAUSE_MS = 200;

export function FilterBar(props: {
  readonly search: string;
  readonly placeholder: string;
  readonly isFiltered: boolean;
  readonly onSearch: (text: string) => void;
  readonly onClear: () => void;
  readonly children?: ReactNode;
}) {
  const t = useTranslate();
  return (
    <div className={styles.bar} role="search">
      <SearchField value={props.search} placeholder={props.placeholder} onChange={props.onSearch} />
      {props.children}
      {props.isFiltered && (
        <Button tone="quiet" onClick={props.onClear}>
          {t('common.clearFilters')}
        </Button>
      )}
    </div>
  );
}

/** Typing stays local and reaches the address after a short pause; an outside change (Back) still wins. */
function SearchField(props: {
  readonly value: string;
  readonly placeholder: string;
  readonly onChange: (text: string) => void;
}) {
  const t = useTranslate();
  const { value, placeholder, onChange } = props;
  const [text, setText] = useState(value);
  const sent = useRef(value);
  useEffect(() => {
    if (value !== sent.current) setText(value);
    sent.current = value;
  }, [value]);
  useEffect(() => {
    if (text === sent.current) return undefined;
    const timer = setTimeout(() => {
      sent.current = text;
      onChange(text);
    }, TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, onChange]);
  return (
    <TextInput
      data-search
      type="search"
      value={text}
      placeholder={placeholder}
      aria-label={placeholder}
      onChange={(event) => setText(event.currentTarget.value)}
      leftSection={<IconSearch size={15} aria-hidden />}
      rightSection={
        text !== '' && (
          <CloseButton size="sm" aria-label={t('common.clearSearch')} onClick={() => setText('')} />
        )
      }
      className={styles.search ?? ''}
    />
  );
}
