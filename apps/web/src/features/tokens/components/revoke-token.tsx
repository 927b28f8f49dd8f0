import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ConfirmDialog, TimeAgo, toastDone } from '../../../components/ui';
import type { ApiToken } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';
import { useTranslate } from '../../../lib/i18n';
import { revokeToken } from '../api/tokens';

export function RevokeToken(props: {
  readonly token: ApiToken;
  readonly projectId: string | undefined;
  readonly onClose: () => void;
}) {
  const t = useTranslate();
  const { token, projectId, onClose } = props;
  const cache = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => revokeToken(projectId, token),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: queryKeys.apiTokens });
      toastDone(t('apiToken.revoked', { name: token.name }));
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      isDanger
      title={t('apiToken.revokeTitle', { name: token.name })}
      confirmLabel={t('token.revoke')}
      isBusy={revoke.isPending}
      error={revoke.error}
      onConfirm={() => revoke.mutate()}
      onClose={onClose}
    >
      <p>{t('apiToken.revokeText')}</p>
      {token.lastUsedAt && (
        <p>
          {t('apiToken.used')} <TimeAgo iso={token.lastUsedAt} />
        </p>
      )}
    </ConfirmDialog>
  );
}
