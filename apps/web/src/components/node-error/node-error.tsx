import type { ErrorFact } from '../../lib/api';
import { useTranslate } from '../../lib/i18n';
import { nodeErrorText } from './node-error-text';
import styles from './node-error.module.css';

/** What it means for people, then what was said word for word, for whoever looks for it in a log. */
export function NodeError({ error }: { readonly error: ErrorFact }) {
  const meaning = nodeErrorText(error.code, useTranslate());
  return (
    <p className={styles.error}>
      {meaning && <span className={styles.meaning}>{meaning} </span>}
      <code>{error.code}</code> {error.message}
    </p>
  );
}
