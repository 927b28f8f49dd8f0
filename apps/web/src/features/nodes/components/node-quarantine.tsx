import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, ConfirmDialog, Notice, Stack, TextInput, TimeAgo } from '../../../components/ui';
import type { FleetNode } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';
import { useTranslate } from '../../../lib/i18n';
import { clearQuarantine } from '../api/clear-quarantine';

/** Says that a node is believed no more, and lets those who run it say that it can be again. */
export function NodeQuarantine(props: { readonly node: FleetNode; readonly canOperate: boolean }) {
  const { node, canOperate } = props;
  const t = useTranslate();
  const [isAsking, setIsAsking] = useState(false);
  if (!node.quarantine) return null;
  return (
    <Notice
      kind="error"
      title={t('quarantine.title')}
      action={canOperate && <Button onClick={() => setIsAsking(true)}>{t('quarantine.clear')}</Button>}
    >
      {t('quarantine.text')} <TimeAgo iso={node.quarantine.since} />
      {isAsking && <ClearDialog node={node} onClose={() => setIsAsking(false)} />}
    </Notice>
  );
}

function ClearDialog({ node, onClose }: { readonly node: FleetNode; readonly onClose: () => void }) {
  const t = useTranslate();
  const cache = useQueryClient();
  const [reason, setReason] = useState('');
  const clear = useMutation({
    mutationFn: () => clearQuarantine(node.id, reason.trim()),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: queryKeys.nodes });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      title={t('quarantine.clearTitle', { name: node.name })}
      confirmLabel={t('quarantine.clear')}
      isBusy={clear.isPending}
      error={clear.error}
      onConfirm={() => clear.mutate()}
      onClose={onClose}
    >
      <Stack gap="sm">
        <p>{t('quarantine.clearText')}</p>
        <TextInput
          label={t('action.reasonOptional')}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </Stack>
    </ConfirmDialog>
  );
}
