import { useEffect, useId, useState, type KeyboardEvent } from 'react';
import { useNavigate } from 'react-router';
import { BareDialog, useDebouncedValue } from '../components/ui';
import { useTranslate } from '../lib/i18n';
import { usePaletteItems, type PaletteItem } from './use-palette-items';
import styles from './palette.module.css';

const TYPING_PAUSE_MS = 150;

/** One box for every page and every object; the server searches, the arrows choose. */
export default function Palette({ onClose }: { readonly onClose: () => void }) {
  const t = useTranslate();
  const navigate = useNavigate();
  const id = useId();
  const [text, setText] = useState('');
  const [search] = useDebouncedValue(text.trim(), TYPING_PAUSE_MS);
  const { items, isLoading } = usePaletteItems(text.trim(), search);
  const [at, setAt] = useState(0);
  const selected = Math.min(at, Math.max(0, items.length - 1));
  useEffect(() => {
    document.getElementById(`${id}-${selected}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, selected]);

  const open = (item: PaletteItem | undefined): void => {
    if (!item) return;
    onClose();
    void navigate(item.to);
  };
  const onKey = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setAt((selected + step + items.length) % Math.max(1, items.length));
    }
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) open(items[selected]);
  };
  return (
    <BareDialog onClose={onClose} label={t('palette.title')}>
      <input
        className={styles.input}
        data-autofocus
        role="combobox"
        aria-expanded
        aria-controls={`${id}-list`}
        aria-activedescendant={items.length > 0 ? `${id}-${selected}` : undefined}
        aria-label={t('palette.title')}
        placeholder={t('palette.placeholder')}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKey}
      />
      <div className={styles.list} id={`${id}-list`} role="listbox" aria-label={t('palette.results')}>
        {items.map((item, index) => (
          <div
            key={item.to}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === selected}
            className={styles.option}
            onMouseMove={() => setAt(index)}
            onClick={() => open(item)}
          >
            <item.icon size={17} stroke={1.7} aria-hidden />
            {item.label}
            <span className={styles.hint}>{item.hint}</span>
          </div>
        ))}
      </div>
      {items.length === 0 && (
        <p className={styles.nothing}>{t(isLoading ? 'common.searching' : 'empty.noMatch')}</p>
      )}
    </BareDialog>
  );
}
