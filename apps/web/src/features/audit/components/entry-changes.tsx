import { VisuallyHidden } from '../../../components/ui';
import type { AuditEntry } from '../../../lib/api';
import { useLocalized, useTranslate, type MessageKey } from '../../../lib/i18n';
import { textOf, toldBy, type FieldChange } from '../model/changes';
import { fieldWord } from '../model/words';
import styles from './audit.module.css';

const SHOWN_IN_ROW = 2;

/** Codes that other pages have words for, by field, or by action where the entry has one value only. */
const WORDED: Readonly<Record<string, string>> = {
  status: 'status.',
  lifecycle: 'lifecycle.',
  role: 'role.',
  'member.set': 'role.',
  'member.removed': 'role.',
  'node.lifecycle_changed': 'lifecycle.',
};

function useValueText(action: string): (field: string, value: unknown) => string {
  const t = useTranslate();
  return (field, value) => {
    const text = textOf(value);
    const words = WORDED[field === 'value' ? action : field];
    if (text === '' || words === undefined) return text;
    const key = `${words}${text}`;
    const word = t(key as MessageKey);
    return word === key ? text : word;
  };
}

const isNew = ({ from }: FieldChange): boolean => textOf(from) === '';

/** In a row: the first changes, else the reason, else what was said beside. */
export function ChangeSummary({ entry }: { readonly entry: AuditEntry }) {
  const t = useTranslate();
  const { changes } = toldBy(entry.data);
  const shown = changes.slice(0, changes.every(isNew) ? 1 : SHOWN_IN_ROW);
  const more = changes.length - shown.length;
  return (
    <span className={styles.summary}>
      {shown.map((change) => (
        <Inline key={change.field} change={change} action={entry.action} />
      ))}
      {more > 0 && <span className={styles.dim}>{t('audit.more', { count: more })}</span>}
      {entry.reason && <span className={styles.reason}>{entry.reason}</span>}
    </span>
  );
}

function Inline({ change, action }: { readonly change: FieldChange; readonly action: string }) {
  const t = useTranslate();
  const valueText = useValueText(action);
  const localized = useLocalized();
  return (
    <span className={styles.inline}>
      {change.field !== 'value' && <span className={styles.field}>{localized(fieldWord(change.field))}</span>}
      {!isNew(change) && (
        <>
          <del>{valueText(change.field, change.from)}</del>
          <span aria-hidden> → </span>
          <VisuallyHidden> {t('audit.becomes')} </VisuallyHidden>
        </>
      )}
      <ins>{valueText(change.field, change.to) || t('audit.nothing')}</ins>
    </span>
  );
}

/** All of them, one below the other. */
export function EntryChanges(props: { readonly changes: readonly FieldChange[]; readonly action: string }) {
  const t = useTranslate();
  const { changes, action } = props;
  const valueText = useValueText(action);
  const localized = useLocalized();
  if (changes.length === 0) return null;
  return (
    <table className={styles.changes} aria-label={t('audit.change')}>
      <thead>
        <tr>
          <th scope="col">{t('audit.field')}</th>
          <th scope="col">{t('audit.before')}</th>
          <th scope="col">{t('audit.after')}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ field, from, to }) => (
          <tr key={field}>
            <th scope="row">{localized(fieldWord(field))}</th>
            <td>
              <del>{valueText(field, from) || t('audit.nothing')}</del>
            </td>
            <td>
              <ins>{valueText(field, to) || t('audit.nothing')}</ins>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
