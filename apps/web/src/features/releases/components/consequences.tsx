import type { DryRun } from '../../../lib/api';
import { useLocalized, useTranslate } from '../../../lib/i18n';
import styles from './consequences.module.css';

/** What the server did and undid again to find out, in its own words. */
export function Consequences({ dryRun }: { readonly dryRun: DryRun }) {
  const localized = useLocalized();
  const t = useTranslate();
  const { consequences, after } = dryRun;
  if (consequences.length === 0 && after === null) return null;
  return (
    <ul className={styles.list} aria-label={t('action.consequences')}>
      {consequences.map((item) => (
        <li key={item.en}>{localized(item)}</li>
      ))}
      {after && (
        <li data-after>
          <span className={styles.muted}>
            {t('action.after')} · {after.number === null ? t('action.newRelease') : `#${after.number}`} ·{' '}
          </span>
          {localized(after.headline)}
        </li>
      )}
    </ul>
  );
}
