import { useQueryClient } from '@tanstack/react-query';
import { ConfirmDialog, toastDone } from '../../../../components/ui';
import { queryKeys } from '../../../../lib/api/query-keys';
import { useTranslate } from '../../../../lib/i18n';
import { forgetSecret, type SecretPlace } from '../../api/secrets';
import { useAsk } from '../../model/use-ask';

export function ForgetDialog({
  place,
  onClose,
}: {
  readonly place: SecretPlace;
  readonly onClose: () => void;
}) {
  const t = useTranslate();
  const cache = useQueryClient();
  const ask = useAsk(async () => {
    await forgetSecret(place);
    void cache.invalidateQueries({ queryKey: queryKeys.configs });
    toastDone(t('secret.forgotten', { name: place.name }));
    onClose();
  });
  return (
    <ConfirmDialog
      isOpen
      isDanger
      title={t('secret.forgetTitle', { name: place.name })}
      confirmLabel={t('secret.forget')}
      isBusy={ask.isBusy}
      error={ask.error}
      onConfirm={() => void ask.run()}
      onClose={onClose}
    >
      <p>{t('secret.forgetText', { name: place.environment ?? t('secret.everywhere') })}</p>
    </ConfirmDialog>
  );
}
