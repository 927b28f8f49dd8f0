import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import {
  ConfirmDialog,
  isLongEnough,
  MIN_PASSWORD_LENGTH,
  NewPasswordInput,
  toastDone,
} from '../../../components/ui';
import type { User } from '../../../lib/api';
import { fieldTexts } from '../../../lib/field-texts';
import { useTranslate } from '../../../lib/i18n';
import { updateUser } from '../api/users';

export function ResetPassword({ user, onClose }: { readonly user: User; readonly onClose: () => void }) {
  const t = useTranslate();
  const [password, setPassword] = useState('');
  const reset = useMutation({
    mutationFn: () => updateUser(user.id, { password }),
    onSuccess: () => {
      toastDone(t('user.passwordSet', { name: user.name }));
      onClose();
    },
  });
  const rule = t('form.passwordLength', { count: MIN_PASSWORD_LENGTH });
  const fault = fieldTexts(reset.error, t)['password'];
  return (
    <ConfirmDialog
      isOpen
      title={t('user.resetTitle', { name: user.name })}
      confirmLabel={t('user.resetPassword')}
      isBusy={reset.isPending}
      error={fault === undefined ? reset.error : null}
      unavailable={isLongEnough(password) ? null : rule}
      onConfirm={() => reset.mutate()}
      onClose={onClose}
    >
      <NewPasswordInput
        label={t('user.newPassword')}
        error={fault ?? null}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}
