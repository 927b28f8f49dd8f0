import { Checkbox } from '../../../components/ui';
import type { ConfigKeyChange } from '../../../lib/api';
import { useTranslate } from '../../../lib/i18n';
import styles from './config.module.css';

/** What differs, key by key; where keys may be taken over, those that the first text has can be chosen. */
export function KeyChanges(props: {
  readonly changes: readonly ConfigKeyChange[];
  readonly chosen: readonly string[];
  readonly canChoose: boolean;
  readonly onChoose: (paths: readonly string[]) => void;
}) {
  const { changes, chosen, canChoose, onChoose } = props;
  const t = useTranslate();
  const toggle = (path: string, isChosen: boolean): void =>
    onChoose(isChosen ? [...chosen, path] : chosen.filter((each) => each !== path));
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={t('config.changedKeys')}>
      <table className={styles.keys} aria-label={t('config.changedKeys')}>
        <thead>
          <tr>
            {canChoose && <th scope="col">{t('config.take')}</th>}
            <th scope="col">{t('config.key')}</th>
            <th scope="col">{t('config.valueBefore')}</th>
            <th scope="col">{t('config.valueAfter')}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ path, kind, before, after }) => (
            <tr key={path} data-key={path}>
              {canChoose && (
                <td>
                  {kind !== 'added' && (
                    <Checkbox
                      aria-label={t('config.takeKey', { path })}
                      checked={chosen.includes(path)}
                      onChange={(event) => toggle(path, event.currentTarget.checked)}
                    />
                  )}
                </td>
              )}
              <th scope="row">{path}</th>
              <td>{before ?? <span className={styles.dim}>{t('merge.absent')}</span>}</td>
              <td>{after ?? <span className={styles.dim}>{t('merge.absent')}</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
