import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Dialog, PasswordInput, toastDone } from '../../../components/ui';
import { queryKeys } from '../../../lib/api/query-keys';
import { useTranslate } from '../../../lib/i18n';
import { removeSecondFactor } from '../api/second-factor';
import { CodeInput, Step } from './enrol-second-factor';

export function RemoveSecondFactor({ onClose }: { readonly onClose: () => void }) {
  const t = useTranslate();
  const cache = useQueryClient();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const remove = useMutation({
    mutationFn: removeSecondFactor,
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: queryKeys.secondFactor });
      toastDone(t('factor.isOff'));
      onClose();
    },
  });
  const isIncomplete = password === '' || code.trim() === '';
  return (
    <Dialog isOpen onClose={onClose} title={t('factor.offTitle')}>
      <Step
        error={remove.error}
        isBusy={remove.isPending}
        label={t('factor.switchOff')}
        unavailable={isIncomplete ? t('factor.needsBoth') : null}
        onSubmit={() => remove.mutate({ password, code })}
      >
        <p>{t('factor.offConsequence')}</p>
        <PasswordInput
          label={t('password.current')}
          autoComplete="current-password"
          data-autofocus
          value={password}
          visibilityToggleButtonProps={{ 'aria-label': t('auth.showPassword'), tabIndex: 0 }}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <CodeInput value={code} onChange={setCode} />
      </Step>
    </Dialog>
  );
}
