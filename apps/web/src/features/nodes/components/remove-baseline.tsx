import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ConfirmDialog } from '../../../components/ui';
import type { Environment } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';
import { useTranslate } from '../../../lib/i18n';
import { removeBaseline } from '../api/baselines';

export function RemoveBaseline(props: {
  readonly projectId: string;
  readonly environment: Environment;
  readonly bin: string;
  readonly onClose: () => void;
}) {
  const { projectId, environment, bin, onClose } = props;
  const t = useTranslate();
  const cache = useQueryClient();
  const remove = useMutation({
    mutationFn: () => removeBaseline(environment.id, bin),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: queryKeys.environmentSteering(projectId) });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      isDanger
      title={t('baseline.removeTitle', { bin })}
      confirmLabel={t('baseline.remove')}
      isBusy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <p>{t('baseline.removeText', { name: environment.name })}</p>
    </ConfirmDialog>
  );
}
