import { useEffect, useState } from 'react';
import { Button, ProblemNotice, TextInput } from '../../../../components/ui';
import { useTranslate } from '../../../../lib/i18n';
import type { Draft } from '../../model/draft';
import type { ConfigRights } from '../../model/rights';
import styles from './draft.module.css';

export function SaveBar(props: {
  readonly draft: Draft;
  readonly isChanged: boolean;
  readonly hasOverride: boolean;
  readonly faultCount: number;
  readonly rights: ConfigRights;
  /** That the last save worked, until something is typed. */
  readonly saved: string;
  readonly isBusy: boolean;
  readonly error: unknown;
  readonly onInheritOnly: () => void;
  readonly onDiscard: () => void;
  /** Answers whether it is saved. */
  readonly onSave: (message: string) => Promise<boolean>;
  readonly onReview: () => void;
}) {
  const { isChanged, hasOverride, faultCount, rights, isBusy, error, onSave, onReview } = props;
  const t = useTranslate();
  const [message, setMessage] = useState('');
  const why = !rights.mayEdit
    ? t('config.mayNotEdit')
    : !isChanged
      ? t('config.nothingToSave')
      : faultCount > 0
        ? t('config.faultsFirst', { count: faultCount })
        : null;
  const save = async (): Promise<boolean> => {
    if (why !== null) return false;
    const isSaved = await onSave(message.trim());
    if (isSaved) setMessage('');
    return isSaved;
  };
  const review = async (): Promise<void> => {
    if (isChanged && rights.mayEdit && !(await save())) return;
    onReview();
  };
  useKeys(
    () => void save(),
    () => void review(),
  );
  return (
    <div className={styles.bar}>
      {rights.mayEdit && (
        <TextInput
          className={styles.message ?? ''}
          label={t('config.message')}
          placeholder={t('config.messageHint')}
          maxLength={500}
          value={message}
          onChange={(event) => setMessage(event.currentTarget.value)}
        />
      )}
      {hasOverride && rights.mayEdit && (
        <Button tone="quiet" onClick={props.onInheritOnly}>
          {t('config.inheritOnly')}
        </Button>
      )}
      {isChanged && rights.mayEdit && <Button onClick={props.onDiscard}>{t('config.discard')}</Button>}
      <Button isBusy={isBusy} unavailable={why} onClick={() => void save()}>
        {t('config.save')}
      </Button>
      <Button
        tone="primary"
        unavailable={isChanged && rights.mayEdit && faultCount > 0 ? why : null}
        onClick={() => void review()}
      >
        {t(isChanged && rights.mayEdit ? 'config.saveAndReview' : 'config.review')}
      </Button>
      <p role="status" className={styles.saved}>
        {props.saved}
      </p>
      {error !== null && (
        <div style={{ flexBasis: '100%' }}>
          <ProblemNotice error={error} />
        </div>
      )}
    </div>
  );
}

/** The browser's own "save this page" is of no use to anybody here. */
function useKeys(onSave: () => void, onReview: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const command = event.key.toLowerCase() === 's' ? onSave : event.key === 'Enter' ? onReview : null;
      if (!command || document.querySelector('[role="dialog"]')) return;
      event.preventDefault();
      command();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  });
}
