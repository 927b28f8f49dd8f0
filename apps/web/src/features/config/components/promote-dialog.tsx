import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog, EnvironmentTag, Group, TextInput, toastDone } from '../../../components/ui';
import type { ConfigEnvironment, ConfigFile } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';
import { useTranslate } from '../../../lib/i18n';
import { layerQuery, promoteKeys } from '../api/layers';
import { layerName } from '../model/comparison';
import { useAsk } from '../model/use-ask';
import styles from './config.module.css';

export function PromoteDialog(props: {
  readonly file: ConfigFile;
  readonly from: string;
  readonly target: ConfigEnvironment;
  readonly keys: readonly string[];
  readonly onDone: () => void;
  readonly onClose: () => void;
}) {
  const { file, from, target, keys, onDone, onClose } = props;
  const t = useTranslate();
  const cache = useQueryClient();
  const [message, setMessage] = useState('');
  const layer = useQuery(layerQuery(file.id, target.code));
  const ask = useAsk(async (parentVersion: number) => {
    const after = await promoteKeys(file.id, target.code, {
      from,
      keys,
      parentVersion,
      message: message.trim(),
    });
    cache.setQueryData(layerQuery(file.id, target.code).queryKey, after);
    void cache.invalidateQueries({ queryKey: queryKeys.configs });
    toastDone(t('config.saved', { name: target.name, version: after.version }));
    onDone();
  });
  return (
    <ConfirmDialog
      isOpen
      title={
        <Group gap="xs" component="span">
          <EnvironmentTag name={target.name} isProduction={target.isProduction} />
          <span>{t('config.promote', { count: keys.length, name: target.name })}</span>
        </Group>
      }
      confirmLabel={t('config.promote', { count: keys.length, name: target.name })}
      isBusy={ask.isBusy}
      error={ask.error}
      unavailable={layer.data ? null : t('action.asking')}
      onConfirm={() => layer.data && void ask.run(layer.data.version)}
      onClose={onClose}
    >
      <p>{t('config.promoteText', { from: layerName(from, file, t), name: target.name })}</p>
      <p className={styles.code}>{keys.join(', ')}</p>
      <TextInput
        label={t('config.message')}
        maxLength={500}
        value={message}
        onChange={(event) => setMessage(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}
