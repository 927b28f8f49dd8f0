import { useMutation } from '@tanstack/react-query';
import { Button, PasswordInput, ProblemNotice, Stack, TextInput, useForm } from '../../../components/ui';
import { useTranslate } from '../../../lib/i18n';
import { setUp } from '../api/set-up';

const MIN_PASSWORD_LENGTH = 10;

export function SetUpForm(props: { readonly token: string; readonly onDone: () => void }) {
  const t = useTranslate();
  const form = useForm({
    initialValues: { name: '', email: '', password: '' },
    validate: {
      name: (value) => (value.trim() === '' ? t('form.required') : null),
      email: (value) => (/^\S+@\S+$/.test(value) ? null : t('form.email')),
      password: (value) =>
        value.length < MIN_PASSWORD_LENGTH ? t('form.passwordLength', { count: MIN_PASSWORD_LENGTH }) : null,
    },
  });
  const create = useMutation({ mutationFn: setUp, onSuccess: props.onDone });
  return (
    <form noValidate onSubmit={form.onSubmit((values) => create.mutate({ ...values, token: props.token }))}>
      <Stack gap="md">
        <TextInput label={t('auth.name')} autoComplete="name" autoFocus {...form.getInputProps('name')} />
        <TextInput
          label={t('auth.email')}
          type="email"
          autoComplete="username"
          {...form.getInputProps('email')}
        />
        <PasswordInput
          label={t('auth.password')}
          description={t('form.passwordLength', { count: MIN_PASSWORD_LENGTH })}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': t('auth.showPassword'), tabIndex: 0 }}
          {...form.getInputProps('password')}
        />
        {create.error && <ProblemNotice error={create.error} />}
        <Button type="submit" tone="primary" isFullWidth isBusy={create.isPending} size="md">
          {t('auth.createAdmin')}
        </Button>
      </Stack>
    </form>
  );
}
