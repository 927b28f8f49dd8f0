import { Fragment, useEffect, useRef, type RefObject } from 'react';
import { VisuallyHidden } from '../../../../components/ui';
import type { ConfigDiffLine, ConfigHunk } from '../../../../lib/api';
import { useTranslate } from '../../../../lib/i18n';
import styles from './diff.module.css';

const SIGNS: Readonly<Record<ConfigDiffLine['kind'], string>> = { same: '', removed: '−', added: '+' };

/** Unified, and a table rather than an editor: it is read on phones, by screen readers and on paper. */
export function DiffTable(props: { readonly hunks: readonly ConfigHunk[]; readonly label: string }) {
  const { hunks, label } = props;
  const t = useTranslate();
  const box = useRef<HTMLDivElement>(null);
  useHunkKey(box);
  return (
    <div ref={box} className={styles.box} tabIndex={0} role="region" aria-label={label}>
      <table className={styles.table} aria-label={label} data-diff>
        <colgroup>
          <col className={styles.numberColumn} />
          <col className={styles.numberColumn} />
          <col className={styles.signColumn} />
          <col />
        </colgroup>
        <thead>
          <tr className={styles.head}>
            <th scope="col">{t('diff.lineBefore')}</th>
            <th scope="col">{t('diff.lineAfter')}</th>
            <th scope="col">{t('diff.kind')}</th>
            <th scope="col">{t('diff.text')}</th>
          </tr>
        </thead>
        <tbody>
          {hunks.map((hunk, index) => (
            <Fragment key={`${hunk.beforeStart}-${hunk.afterStart}`}>
              {index > 0 && (
                <tr aria-hidden>
                  <td colSpan={4} className={styles.gap}>
                    ⋯
                  </td>
                </tr>
              )}
              {hunk.lines.map((line, at) => (
                <Line key={at} line={line} isStart={at === 0} />
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Line({ line, isStart }: { readonly line: ConfigDiffLine; readonly isStart: boolean }) {
  const t = useTranslate();
  return (
    <tr className={styles[line.kind]} data-line={line.kind} data-hunk={isStart || undefined}>
      <td className={styles.number}>{line.before}</td>
      <td className={styles.number}>{line.after}</td>
      <td className={styles.sign}>
        <span aria-hidden>{SIGNS[line.kind]}</span>
        {line.kind !== 'same' && <VisuallyHidden>{t(`diff.${line.kind}`)}</VisuallyHidden>}
      </td>
      <td className={styles.text}>{line.text}</td>
    </tr>
  );
}

/** F8 walks from change to change, and from the last one to the first again. */
function useHunkKey(box: RefObject<HTMLDivElement | null>): void {
  const current = useRef(-1);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'F8' || event.defaultPrevented) return;
      const starts = [...(box.current?.querySelectorAll<HTMLElement>('[data-hunk]') ?? [])];
      if (starts.length === 0) return;
      event.preventDefault();
      current.current = (current.current + 1) % starts.length;
      starts[current.current]?.scrollIntoView({ block: 'center' });
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [box]);
}
