import { useState } from 'react';
import { Button, Dialog, Group, Notice, ProblemNotice, Radio, Stack } from '../../../../components/ui';
import type { ConfigConflict, ConfigFile, ConfigMerge } from '../../../../lib/api';
import { useTranslate } from '../../../../lib/i18n';
import { mergeLayer } from '../../api/layers';
import type { Draft } from '../../model/draft';
import { useAsk } from '../../model/use-ask';
import { CodeEditor } from '../editor/code-editor';
import styles from './draft.module.css';

interface Props {
  readonly file: ConfigFile;
  readonly layer: string;
  /** What the person has. */
  readonly draft: Draft;
  readonly merge: ConfigMerge;
  readonly isSaving: boolean;
  readonly error: unknown;
  readonly onMerge: (merge: ConfigMerge) => void;
  readonly onTake: (merged: Draft) => void;
  readonly onSave: (merged: Draft) => void;
  readonly onClose: () => void;
}

/** Theirs and mine together; where both changed the same, a person says which it is. Nothing of either is thrown away before. */
export function MergeDialog(props: Props) {
  const { file, layer, draft, merge, isSaving, error, onMerge, onTake, onSave, onClose } = props;
  const t = useTranslate();
  // Of the first answer: what is decided stays there to be decided otherwise.
  const [conflicts] = useState(merge.conflicts);
  const shown = file.isSecret ? [] : conflicts;
  const [theirs, setTheirs] = useState<readonly string[]>([]);
  const ask = useAsk(async (places: readonly string[]) =>
    onMerge(await mergeLayer(file.id, layer, draft, places)),
  );
  const merged = { text: merge.text, removedKeys: merge.removedKeys, parentVersion: merge.theirs.version };
  const choose = (place: string, isTheirs: boolean): void => {
    if (ask.isBusy) return;
    const places = isTheirs ? [...theirs, place] : theirs.filter((each) => each !== place);
    setTheirs(places);
    void ask.run(places);
  };
  return (
    <Dialog isOpen size="xl" onClose={onClose} title={t('merge.title')}>
      <Stack gap="md" data-merge>
        <Notice kind={conflicts.length === 0 ? 'success' : 'warning'}>
          {file.isSecret
            ? t('merge.secret', { name: merge.theirs.authorName ?? '', version: merge.theirs.version })
            : conflicts.length === 0
              ? t('merge.clean', { name: merge.theirs.authorName ?? '', version: merge.theirs.version })
              : t('merge.conflicts', { name: merge.theirs.authorName ?? '', count: conflicts.length })}
        </Notice>
        {shown.map((conflict) => (
          <Conflict
            key={conflict.place}
            conflict={conflict}
            isTheirs={theirs.includes(conflict.place)}
            onChoose={(isTheirs) => choose(conflict.place, isTheirs)}
          />
        ))}
        {ask.error !== null && <ProblemNotice error={ask.error} />}
        <p className={styles.headline}>{t('merge.result')}</p>
        {merge.text === null ? (
          <p className={styles.dim}>{t('config.inheritsOnly')}</p>
        ) : (
          <CodeEditor value={merge.text} format={file.format} label={t('merge.result')} isReadOnly />
        )}
        {merge.removedKeys.length > 0 && (
          <p className={styles.dim}>
            {t('config.removed')}: {merge.removedKeys.join(', ')}
          </p>
        )}
        {error !== null && <ProblemNotice error={error} />}
        <Group justify="flex-end">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            onClick={() => {
              onTake(merged);
              onClose();
            }}
          >
            {t('merge.edit')}
          </Button>
          <Button tone="primary" isBusy={isSaving || ask.isBusy} onClick={() => onSave(merged)}>
            {t('merge.save')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

function Conflict(props: {
  readonly conflict: ConfigConflict;
  readonly isTheirs: boolean;
  readonly onChoose: (isTheirs: boolean) => void;
}) {
  const { conflict, isTheirs, onChoose } = props;
  const t = useTranslate();
  const place = conflict.kind === 'key' ? conflict.place : t('merge.lines', { lines: conflict.place });
  return (
    <div className={styles.conflict} data-conflict={conflict.place}>
      <Radio.Group
        label={<span className={styles.path}>{place}</span>}
        value={isTheirs ? 'theirs' : 'mine'}
        onChange={(value) => onChoose(value === 'theirs')}
      >
        <div className={styles.sides}>
          <Side title={t('merge.parent')} text={conflict.parent} />
          <div className={`${styles.side} ${isTheirs ? styles.chosen : ''}`}>
            <Radio value="theirs" label={t('merge.theirs')} />
            <Value text={conflict.theirs} />
          </div>
          <div className={`${styles.side} ${isTheirs ? '' : styles.chosen}`}>
            <Radio value="mine" label={t('merge.mine')} />
            <Value text={conflict.mine} />
          </div>
        </div>
      </Radio.Group>
    </div>
  );
}

function Side({ title, text }: { readonly title: string; readonly text: string | null }) {
  return (
    <div className={styles.side}>
      <p className={styles.sideTitle}>{title}</p>
      <Value text={text} />
    </div>
  );
}

function Value({ text }: { readonly text: string | null }) {
  const t = useTranslate();
  return text === null ? <p className={styles.dim}>{t('merge.absent')}</p> : <pre>{text}</pre>;
}
