import { useMutation, useQueryClient } from '@tanstack/react-query';
import {
  Button,
  Group,
  PasswordInput,
  ProblemNotice,
  Stack,
  Switch,
  TextInput,
  toastDone,
  useForm,
} from '../../../components/ui';
import { fieldErrors } from '../../../lib/api/field-errors';
import { queryKeys } from '../../../lib/api/query-keys';
import { useTranslate } from '../../../lib/i18n';
import { createUser } from '../api/users';

export const MIN_PASSWORD_LENGTH = 10;

export function UserForm({ onDone }: { readonly onDone: () => void }) {
  const t = useTranslate();
  const cache = useQueryClient();
  const form = useForm({
    initialValues: { name: '', email: '', password: '', isAdmin: false },
    validate: {
      name: (value) => (value.trim() === '' ? t('form.required') : null),
      email: (value) => (/^\S+@\S+$/.test(value) ? null : t('form.email')),
      password: (value) =>
        value.length < MIN_PASSWORD_LENGTH ? t('form.passwordLength', { count: MIN_PASSWORD_LENGTH }) : null,
    },
  });
  const create = useMutation({
    mutationFn: createUser,
    onSuccess: (user) => {
      void cache.invalidateQueries({ queryKey: queryKeys.users });
      toastDone(t('user.added', { name: user.name }));
      onDone();
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <form noValidate onSubmit={form.onSubmit((values) => create.mutate(values))}>
      <Stack gap="md">
        <TextInput label={t('auth.name')} data-autofocus autoComplete="off" {...form.getInputProps('name')} />
        <TextInput label={t('auth.email')} type="email" autoComplete="off" {...form.getInputProps('email')} />
        <PasswordInput
          label={t('user.firstPassword')}
          autoComplete="new-password"
          description={t('form.passwordLength', { count: MIN_PASSWORD_LENGTH })}
          visibilityToggleButtonProps={{ 'aria-label': t('auth.showPassword'), tabIndex: 0 }}
          {...form.getInputProps('password')}
        />
        <Switch
          label={t('user.isAdmin')}
          description={t('user.isAdminHelp')}
          {...form.getInputProps('isAdmin', { type: 'checkbox' })}
        />
        {create.error && <ProblemNotice error={create.error} />}
        <Group justify="flex-end">
          <Button onClick={onDone}>{t('common.cancel')}</Button>
          <Button type="submit" tone="primary" isBusy={create.isPending}>
            {t('user.add')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
