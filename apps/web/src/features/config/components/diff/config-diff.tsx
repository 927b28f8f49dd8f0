import { Notice } from '../../../../components/ui';
import type { ConfigDiff as Diff } from '../../../../lib/api';
import { useTranslate } from '../../../../lib/i18n';
import { DiffTable } from './diff-table';
import styles from './diff.module.css';

/** Two texts of a file: that they are the same is said, and so is that they are not for everybody's eyes. */
export function ConfigDiff({ diff, label }: { readonly diff: Diff; readonly label: string }) {
  const t = useTranslate();
  if (!diff.isChanged) return <p className={styles.quiet}>{t('diff.none')}</p>;
  return (
    <div className={styles.stack}>
      {diff.isGone && <Notice kind="warning">{t('diff.gone')}</Notice>}
      {diff.isNew && !diff.isGone && <p className={styles.quiet}>{t('diff.new')}</p>}
      {diff.isHidden ? (
        <Notice kind="info">{t('diff.hidden')}</Notice>
      ) : (
        <>
          <p className={styles.summary}>
            <DiffCounts diff={diff} />
          </p>
          {diff.hunks.length > 0 && <DiffTable hunks={diff.hunks} label={label} />}
        </>
      )}
    </div>
  );
}

function DiffCounts({ diff }: { readonly diff: Diff }) {
  const t = useTranslate();
  const lines = diff.hunks.flatMap((hunk) => hunk.lines);
  const count = (kind: 'added' | 'removed'): number => lines.filter((line) => line.kind === kind).length;
  return (
    <>
      <span className={styles.quiet}>
        {t('diff.lines', { added: count('added'), removed: count('removed') })}
      </span>
      {diff.keys.length > 0 && (
        <span className={styles.quiet}>{t('diff.keys', { count: diff.keys.length })}</span>
      )}
    </>
  );
}
