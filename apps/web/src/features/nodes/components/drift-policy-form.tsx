import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog, NumberInput, Stack, Switch } from '../../../components/ui';
import type { Environment, EnvironmentDrift } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';
import { useTranslate } from '../../../lib/i18n';
import { setDriftPolicy } from '../api/drift';

const MOST = 50;

export function DriftPolicyForm(props: {
  readonly projectId: string;
  readonly environment: Environment;
  readonly drift: EnvironmentDrift;
  readonly onClose: () => void;
}) {
  const { projectId, environment, drift, onClose } = props;
  const t = useTranslate();
  const cache = useQueryClient();
  const [enforcement, setEnforcement] = useState(drift.enforcement);
  const [maxAtOnce, setMaxAtOnce] = useState(drift.maxAtOnce);
  const save = useMutation({
    mutationFn: () => setDriftPolicy(environment.id, { enforcement, maxAtOnce }),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: queryKeys.environmentSteering(projectId) });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      title={t('drift.policyTitle', { name: environment.name })}
      confirmLabel={t('common.save')}
      isBusy={save.isPending}
      error={save.error}
      onConfirm={() => save.mutate()}
      onClose={onClose}
    >
      <Stack gap="sm">
        <p>{t('drift.policyText')}</p>
        <Switch
          label={t('drift.putBack')}
          checked={enforcement === 'enforce'}
          onChange={(event) => setEnforcement(event.currentTarget.checked ? 'enforce' : 'off')}
        />
        {enforcement === 'enforce' && (
          <NumberInput
            label={t('drift.maxAtOnce')}
            min={1}
            max={MOST}
            allowDecimal={false}
            clampBehavior="strict"
            value={maxAtOnce}
            onChange={(value) => setMaxAtOnce(Math.max(1, Number(value) || 1))}
          />
        )}
      </Stack>
    </ConfirmDialog>
  );
}
