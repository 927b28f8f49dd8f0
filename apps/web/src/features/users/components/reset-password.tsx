import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog, PasswordInput, toastDone } from '../../../components/ui';
import type { User } from '../../../lib/api';
import { useTranslate } from '../../../lib/i18n';
import { updateUser } from '../api/users';
import { MIN_PASSWORD_LENGTH } from './user-form';

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
  return (
    <ConfirmDialog
      isOpen
      title={t('user.resetTitle', { name: user.name })}
      confirmLabel={t('user.resetPassword')}
      isBusy={reset.isPending}
      error={reset.error}
      unavailable={password.length < MIN_PASSWORD_LENGTH ? rule : null}
      onConfirm={() => reset.mutate()}
      onClose={onClose}
    >
      <PasswordInput
        label={t('user.newPassword')}
        description={rule}
        autoComplete="new-password"
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': t('auth.showPassword'), tabIndex: 0 }}
      />
    </ConfirmDialog>
  );
}
