import { useMemo, useState } from 'react';
import { Button, Notice, ProblemNotice, Time } from '../../../../components/ui';
import type { ConfigFault, ConfigFile, ConfigLayer } from '../../../../lib/api';
import { useTranslate } from '../../../../lib/i18n';
import { changedLines } from '../../model/changed-lines';
import { layerName } from '../../model/comparison';
import { BASE, hasKeys } from '../../model/draft';
import type { ConfigRights } from '../../model/rights';
import { CodeEditor } from '../editor/code-editor';
import styles from './draft.module.css';
import { FaultList } from './fault-list';
import { Inherited } from './inherited';
import { LeavingGuard } from './leaving-guard';
import { MergeDialog } from './merge-dialog';
import { NoOverride } from './no-override';
import { RemovedKeys } from './removed-keys';
import { SaveBar } from './save-bar';
import { useCheck } from './use-check';
import { useDraft } from './use-draft';
import { usePresence } from './use-presence';

interface Props {
  readonly file: ConfigFile;
  readonly layer: string;
  readonly saved: ConfigLayer;
  readonly rights: ConfigRights;
  /** Line to begin at, of a search. */
  readonly line: number | null;
  readonly onReview: () => void;
  readonly onSaved?: (version: number, text: string | null) => void;
}

const NO_FAULTS: readonly ConfigFault[] = [];

export function LayerEditor(props: Props) {
  const { file, layer, saved, rights, onReview, onSaved } = props;
  const t = useTranslate();
  const [isFocused, setIsFocused] = useState(false);
  const [goTo, setGoTo] = useState(props.line === null ? null : { line: props.line, column: 1 });
  const [savedAs, setSavedAs] = useState<number | null>(null);
  const buffer = useDraft(file, saved);
  const { draft, isChanged } = buffer;
  const { check, error: checkError, isCurrent } = useCheck(file.id, layer, draft, rights.mayEdit);
  const others = usePresence(file.id, layer, rights.mayEdit && (isFocused || isChanged));
  const isBase = layer === BASE;
  const isOfThisText = ({ of }: ConfigFault): boolean => of === (isBase ? 'base' : 'override');
  const faults = check?.faults ?? NO_FAULTS;
  const own = useMemo(
    () => faults.filter(({ of }) => of === (isBase ? 'base' : 'override')),
    [faults, isBase],
  );
  const marks = useMemo(() => changedLines(saved.text ?? '', draft.text ?? ''), [saved.text, draft.text]);
  const name = layerName(layer, file, t);
  const save = async (message: string): Promise<boolean> => {
    const after = await buffer.save.run(draft, message);
    if (after) {
      onSaved?.(after.version, draft.text);
      setSavedAs(after.version);
    }
    return after !== undefined;
  };
  return (
    <div onFocus={() => setIsFocused(true)} onBlur={() => setIsFocused(false)}>
      <div className={styles.column}>
        <Others items={others} file={file} layer={layer} />
        {buffer.isBehind && (
          <Notice
            kind="warning"
            isLive
            title={t('config.newVersion', { name: saved.authorName ?? '', version: saved.version })}
            action={
              <Button
                size="xs"
                isBusy={buffer.askMerge.isBusy}
                onClick={() => void buffer.askMerge.run(draft)}
              >
                {t('config.merge')}
              </Button>
            }
          >
            {t('config.newVersionText')}
          </Notice>
        )}
        {buffer.keptAt && isChanged && (
          <Notice kind="info" title={t('config.kept')}>
            <Time iso={buffer.keptAt} />
          </Notice>
        )}
        {saved.isDeleted && <Notice kind="warning">{t('config.deletedHere', { name })}</Notice>}
        {buffer.askMerge.error !== null && <ProblemNotice error={buffer.askMerge.error} />}
      </div>
      <div className={`${styles.layout} ${isBase ? '' : styles.beside}`}>
        <div className={styles.column}>
          <Head file={file} saved={saved} isBase={isBase} />
          {draft.text === null ? (
            <NoOverride file={file} mayEdit={rights.mayEdit} onStart={(text) => buffer.change({ text })} />
          ) : (
            <CodeEditor
              value={draft.text}
              format={file.format}
              label={t('config.textOf', { name })}
              describedBy="config-editor-hint"
              isReadOnly={!rights.mayEdit}
              marks={marks}
              faults={own}
              goTo={goTo}
              onChange={(text) => buffer.change({ text })}
            />
          )}
          <FaultList
            faults={faults}
            isOfThisText={isOfThisText}
            onGo={({ line, column }) => setGoTo({ line, column })}
          />
          {checkError !== null && isCurrent && <ProblemNotice error={checkError} />}
          {!isBase && hasKeys(file.format) && (
            <RemovedKeys
              removed={draft.removedKeys}
              keys={check?.effective?.keys ?? []}
              isReadOnly={!rights.mayEdit}
              onChange={(removedKeys) => buffer.change({ removedKeys })}
            />
          )}
          <p id="config-editor-hint" className={styles.dim}>
            {t(rights.mayEdit ? 'config.editorHint' : 'config.mayNotEdit')}
          </p>
        </div>
        {!isBase && rights.mayEdit && (
          <Inherited file={file} layer={layer} check={check} isCurrent={isCurrent} />
        )}
      </div>
      <SaveBar
        draft={draft}
        isChanged={isChanged}
        hasOverride={!isBase && draft.text !== null}
        faultCount={isCurrent ? faults.length : 0}
        rights={rights}
        saved={savedAs === null || isChanged ? '' : t('config.saved', { name, version: savedAs })}
        isBusy={buffer.save.isBusy}
        error={buffer.save.error}
        onInheritOnly={() => buffer.change({ text: null, removedKeys: [] })}
        onDiscard={buffer.discard}
        onSave={save}
        onReview={onReview}
      />
      {buffer.merge && (
        <MergeDialog
          file={file}
          layer={layer}
          draft={draft}
          merge={buffer.merge}
          isSaving={buffer.save.isBusy}
          error={buffer.save.error}
          onMerge={buffer.remerge}
          onTake={(merged) => buffer.change(merged)}
          onSave={(merged) => void buffer.save.run(merged, t('config.mergedMessage'))}
          onClose={buffer.closeMerge}
        />
      )}
      <LeavingGuard isActive={isChanged && rights.mayEdit} isKept={!file.isSecret} />
    </div>
  );
}

function Head(props: { readonly file: ConfigFile; readonly saved: ConfigLayer; readonly isBase: boolean }) {
  const { file, saved, isBase } = props;
  const t = useTranslate();
  return (
    <div className={styles.head}>
      <h2 className={styles.headline}>
        {isBase ? t('config.base') : t('config.overrideOf', { name: layerName(saved.layer, file, t) })}
      </h2>
      <span className={styles.dim}>
        {saved.version === 0 || saved.createdAt === null ? (
          t('config.noVersion')
        ) : (
          <>
            {t('config.savedBy', { version: saved.version, name: saved.authorName ?? '' })} ·{' '}
            <Time iso={saved.createdAt} />
          </>
        )}
      </span>
    </div>
  );
}

function Others(props: {
  readonly items: ReturnType<typeof usePresence>;
  readonly file: ConfigFile;
  readonly layer: string;
}) {
  const { items, file, layer } = props;
  const t = useTranslate();
  if (items.length === 0) return null;
  return (
    <Notice kind="info" isLive>
      {items.map((editor) => (
        <p key={`${editor.name} ${editor.layer}`} data-presence>
          {editor.layer === layer
            ? t('config.editsThis', { name: editor.name })
            : t('config.edits', { name: editor.name, layer: layerName(editor.layer, file, t) })}
        </p>
      ))}
    </Notice>
  );
}
