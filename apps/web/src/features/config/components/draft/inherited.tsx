import { useMemo } from 'react';
import { Notice, Skeleton } from '../../../../components/ui';
import type { ConfigCheck, ConfigFile } from '../../../../lib/api';
import { useTranslate } from '../../../../lib/i18n';
import { layerName } from '../../model/comparison';
import { ownLines } from '../../model/own-lines';
import { CodeEditor } from '../editor/code-editor';
import styles from './draft.module.css';

/** What the environment would have with what is typed beside it. */
export function Inherited(props: {
  readonly file: ConfigFile;
  readonly layer: string;
  readonly check: ConfigCheck | null;
  readonly isCurrent: boolean;
}) {
  const { file, layer, check, isCurrent } = props;
  const t = useTranslate();
  const name = layerName(layer, file, t);
  const effective = check?.effective ?? null;
  const marks = useMemo(() => ownLines(effective?.keys ?? []), [effective]);
  return (
    <div className={styles.column} aria-busy={!isCurrent}>
      <div className={styles.head}>
        <h2 className={styles.headline}>{t('config.result', { name })}</h2>
        {marks.length > 0 && <span className={styles.legend}>{t('config.ownLines', { name })}</span>}
      </div>
      {check === null && <Skeleton rows={6} rowHeight={18} />}
      {check !== null && effective === null && <Notice kind="warning">{t('config.noResult')}</Notice>}
      {effective?.isHidden && <Notice kind="info">{t('diff.hidden')}</Notice>}
      {effective && !effective.isHidden && effective.isDeleted && (
        <Notice kind="warning">{t('config.deletedHere', { name })}</Notice>
      )}
      {effective?.text !== null && effective?.text !== undefined && (
        <CodeEditor
          value={effective.text}
          format={file.format}
          label={t('config.result', { name })}
          isReadOnly
          marks={marks}
        />
      )}
    </div>
  );
}
