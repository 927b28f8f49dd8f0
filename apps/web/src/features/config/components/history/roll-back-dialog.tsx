import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { QueryView, Textarea } from '../../../../components/ui';
import type { ConfigEnvironment, ConfigFile, Publication } from '../../../../lib/api';
import { useTranslate } from '../../../../lib/i18n';
import { diffQuery } from '../../api/layers';
import { rollBackConfig } from '../../api/publications';
import { publicationNumber } from '../../model/publications';
import { ConfigDiff } from '../diff/config-diff';
import { useReleaseAct } from '../release-acts';
import { TypedConfirm } from '../typed-confirm';

export function RollBackDialog(props: {
  readonly file: ConfigFile;
  readonly environment: ConfigEnvironment;
  readonly target: Publication;
  readonly onClose: () => void;
}) {
  const { file, environment, target, onClose } = props;
  const { code, name, stable } = environment;
  const t = useTranslate();
  const [reason, setReason] = useState('');
  const to = publicationNumber(target.version);
  const diff = useQuery(diffQuery(file.id, stable ? `published:${code}` : '', `published:${code}@${to}`));
  const act = useReleaseAct('rollback', (wish: { readonly reason: string }, key) =>
    rollBackConfig(file.id, { environment: code, to, reason: wish.reason }, key),
  );
  return (
    <TypedConfirm
      environment={environment}
      title={t('config.rollBackTo', { version: target.version })}
      word={file.projectCode}
      points={[
        t('config.rollBack.back', { file: file.name, name, version: target.version }),
        t('config.rollBack.draft'),
        t('config.rollBack.approval'),
      ]}
      confirmLabel={t('config.rollBackTo', { version: target.version })}
      missing={reason.trim() === '' ? t('action.needsReason') : null}
      isBusy={act.isBusy}
      error={act.error}
      onConfirm={() => act.run({ reason: reason.trim() })}
      onClose={onClose}
    >
      {stable && (
        <QueryView query={diff} what={t('config.whatChanged')} rows={3} rowHeight={18}>
          {(found) => <ConfigDiff diff={found} label={t('diff.label', { name: file.name })} />}
        </QueryView>
      )}
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
