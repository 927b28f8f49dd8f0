import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, ConfirmDialog, toastDone } from '../../../components/ui';
import { queryKeys } from '../../../lib/api/query-keys';
import { useTranslate } from '../../../lib/i18n';
import { partFromProvider } from '../api/provider';

/** Of somebody else, for admins; nothing to do where nobody is linked. */
export function PersonProvider(props: {
  readonly userId: string;
  readonly name: string;
  readonly isLinked: boolean;
}) {
  const { userId, name } = props;
  const t = useTranslate();
  const cache = useQueryClient();
  const [isAsked, setIsAsked] = useState(false);
  const part = useMutation({
    mutationFn: () => partFromProvider(userId),
    onSuccess: () => {
      toastDone(t('provider.parted', { name }));
      setIsAsked(false);
    },
    onSettled: () => cache.invalidateQueries({ queryKey: queryKeys.users }),
  });
  if (!props.isLinked) return null;
  return (
    <span>
      <Button size="xs" tone="danger-text" onClick={() => setIsAsked(true)}>
        {t('provider.part')}
      </Button>
      <ConfirmDialog
        isOpen={isAsked}
        isDanger
        title={t('provider.partTitle', { name })}
        confirmLabel={t('provider.part')}
        isBusy={part.isPending}
        error={part.error}
        onConfirm={() => part.mutate()}
        onClose={() => setIsAsked(false)}
      >
        <p>{t('provider.partText')}</p>
      </ConfirmDialog>
    </span>
  );
}
