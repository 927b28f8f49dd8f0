import { IconArrowBackUp } from '@tabler/icons-react';
import { Button, Select } from '../../../../components/ui';
import type { ConfigKeyView } from '../../../../lib/api';
import { useTranslate } from '../../../../lib/i18n';
import styles from './draft.module.css';

/** Keys that the base has and this environment shall not have. */
export function RemovedKeys(props: {
  readonly removed: readonly string[];
  /** What the environment would have now. */
  readonly keys: readonly ConfigKeyView[];
  readonly isReadOnly: boolean;
  readonly onChange: (removed: readonly string[]) => void;
}) {
  const { removed, keys, isReadOnly, onChange } = props;
  const t = useTranslate();
  const inherited = keys.filter(({ layer }) => layer === 'base').map(({ path }) => path);
  if (removed.length === 0 && (isReadOnly || inherited.length === 0)) return null;
  return (
    <div className={styles.removed}>
      {removed.length > 0 && (
        <ul className={styles.removedList} aria-label={t('config.removed')}>
          {removed.map((path) => (
            <li key={path}>
              <s className={styles.path}>{path}</s>
              {!isReadOnly && (
                <Button
                  size="xs"
                  tone="quiet"
                  icon={<IconArrowBackUp size={14} aria-hidden />}
                  onClick={() => onChange(removed.filter((each) => each !== path))}
                >
                  {t('config.inheritKey', { path })}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {!isReadOnly && inherited.length > 0 && (
        <Select
          aria-label={t('config.removeKey')}
          placeholder={t('config.removeKey')}
          searchable
          data={[...new Set(inherited)]}
          value={null}
          limit={50}
          onChange={(path) => path && onChange([...removed, path])}
          maw={320}
        />
      )}
    </div>
  );
}
