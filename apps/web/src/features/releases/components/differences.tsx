import { Notice } from '../../../components/ui';
import { useTranslate } from '../../../lib/i18n';
import type { Difference } from '../model/what-changed';
import { RELEASE_LOOKS } from '../model/status-look';
import type { ReleaseStatus } from '../../../lib/api';
import styles from './consequences.module.css';

/** The lines that are not what they were when the dialog was opened. */
export function Differences({ lines }: { readonly lines: readonly Difference[] }) {
  const t = useTranslate();
  if (lines.length === 0) return null;
  const shown = (line: Difference, value: string): string =>
    line.field === 'status' ? t(RELEASE_LOOKS[value as ReleaseStatus].label) : value;
  return (
    <Notice kind="warning" isLive title={t('action.changed', { count: lines.length })}>
      <table className={styles.diff}>
        <tbody>
          {lines.map((line) => (
            <tr key={line.field}>
              <th scope="row">{t(`changed.${line.field}`)}</th>
              <td>
                <del>{shown(line, line.before)}</del>
              </td>
              <td>
                <ins>{shown(line, line.after)}</ins>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Notice>
  );
}
