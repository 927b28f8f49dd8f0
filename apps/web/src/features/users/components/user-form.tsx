import { useMutation, useQueryClient } from '@tanstack/react-query';
import {
  Button,
  Group,
  isLongEnough,
  MIN_PASSWORD_LENGTH,
  NewPasswordInput,
  ProblemNotice,
  Stack,
  Switch,
  TextInput,
  toastDone,
  useForm,
} from '../../../components/ui';
import { queryKeys } from '../../../lib/api/query-keys';
import { fieldTexts } from '../../../lib/field-texts';
import { useTranslate } from '../../../lib/i18n';
import { createUser } from '../api/users';

export function UserForm({ onDone }: { readonly onDone: () => void }) {
  const t = useTranslate();
  const cache = useQueryClient();
  const form = useForm({
    initialValues: { name: '', email: '', password: '', isAdmin: false },
    validate: {
      name: (value) => (value.trim() === '' ? t('form.required') : null),
      email: (value) => (/^\S+@\S+$/.test(value) ? null : t('form.email')),
      password: (value) =>
        isLongEnough(value) ? null : t('form.passwordLength', { count: MIN_PASSWORD_LENGTH }),
    },
  });
  const create = useMutation({
    mutationFn: createUser,
    onSuccess: (user) => {
      void cache.invalidateQueries({ queryKey: queryKeys.users });
      toastDone(t('user.added', { name: user.name }));
      onDone();
    },
    onError: (error) => form.setErrors(fieldTexts(error, t)),
  });
  return (
    <form noValidate onSubmit={form.onSubmit((values) => create.mutate(values))}>
      <Stack gap="md">
        <TextInput label={t('auth.name')} data-autofocus autoComplete="off" {...form.getInputProps('name')} />
        <TextInput label={t('auth.email')} type="email" autoComplete="off" {...form.getInputProps('email')} />
        <NewPasswordInput label={t('user.firstPassword')} {...form.getInputProps('password')} />
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
