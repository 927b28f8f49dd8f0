import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog, Textarea, toastDone } from '../../../components/ui';
import type { Alert } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';
import { useLocalized, useTranslate } from '../../../lib/i18n';
import { acknowledgeAlert } from '../api/acknowledge-alert';

export function TakeAlert(props: { readonly alert: Alert; readonly onClose: () => void }) {
  const { alert, onClose } = props;
  const t = useTranslate();
  const localized = useLocalized();
  const cache = useQueryClient();
  const [comment, setComment] = useState(alert.acknowledged?.comment ?? '');
  const take = useMutation({
    mutationFn: () => acknowledgeAlert(alert.id, comment.trim()),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: queryKeys.alerts });
      toastDone(t('alert.takenToast'));
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      title={t('alert.takeTitle')}
      confirmLabel={t('alert.take')}
      isBusy={take.isPending}
      error={take.error}
      onConfirm={() => take.mutate()}
      onClose={onClose}
    >
      <p>{localized(alert.text)}</p>
      <p>{t('alert.takeText')}</p>
      <Textarea
        label={t('alert.comment')}
        autosize
        maxLength={500}
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}
