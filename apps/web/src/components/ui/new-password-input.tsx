import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { useTranslate } from '../../lib/i18n';

/** As the server asks for it; what else it refuses, it says at the field. */
export const MIN_PASSWORD_LENGTH = 10;

export const isLongEnough = (password: string): boolean => [...password].length >= MIN_PASSWORD_LENGTH;

export function NewPasswordInput(props: PasswordInputProps) {
  const t = useTranslate();
  return (
    <PasswordInput
      description={t('form.passwordLength', { count: MIN_PASSWORD_LENGTH })}
      autoComplete="new-password"
      visibilityToggleButtonProps={{ 'aria-label': t('auth.showPassword'), tabIndex: 0 }}
      {...props}
    />
  );
}
