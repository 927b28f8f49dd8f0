import type { LocalizedText } from '../../../lib/api';
import { useLocalized, useTranslate } from '../../../lib/i18n';
import styles from './consequences.module.css';

export function Consequences({ items }: { readonly items: readonly LocalizedText[] }) {
  const localized = useLocalized();
  const t = useTranslate();
  if (items.length === 0) return null;
  return (
    <ul className={styles.list} aria-label={t('action.consequences')}>
      {items.map((item) => (
        <li key={item.en}>{localized(item)}</li>
      ))}
    </ul>
  );
}
