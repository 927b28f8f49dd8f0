import { useState } from 'react';
import { Textarea } from '../../../components/ui';
import type { ConfigEnvironment, ConfigFile } from '../../../lib/api';
import { useTranslate } from '../../../lib/i18n';
import { deleteInEnvironment } from '../api/publications';
import { useReleaseAct } from './release-acts';
import { TypedConfirm } from './typed-confirm';

export function DeleteDialog(props: {
  readonly file: ConfigFile;
  readonly environment: ConfigEnvironment;
  readonly onClose: () => void;
}) {
  const { file, environment, onClose } = props;
  const { name } = environment;
  const t = useTranslate();
  const [reason, setReason] = useState('');
  const act = useReleaseAct('delete', (wish: { readonly reason: string }, key) =>
    deleteInEnvironment(file.id, { environment: environment.code, reason: wish.reason }, key),
  );
  return (
    <TypedConfirm
      environment={environment}
      title={t('config.deleteTitle', { file: file.name, name })}
      word={file.projectCode}
      points={[t('config.delete.release', { name }), t('config.delete.agents'), t('config.delete.others')]}
      confirmLabel={t('config.deleteIn', { name })}
      missing={reason.trim() === '' ? t('action.needsReason') : null}
      isBusy={act.isBusy}
      error={act.error}
      onConfirm={() => act.run({ reason: reason.trim() })}
      onClose={onClose}
    >
      <Textarea
        label={t('action.reason')}
        autosize
        minRows={2}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </TypedConfirm>
  );
}
