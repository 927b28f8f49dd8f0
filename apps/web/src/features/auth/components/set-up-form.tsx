import { useMutation } from '@tanstack/react-query';
import {
  Button,
  isLongEnough,
  MIN_PASSWORD_LENGTH,
  NewPasswordInput,
  ProblemNotice,
  Stack,
  TextInput,
  useForm,
} from '../../../components/ui';
import { fieldTexts } from '../../../lib/field-texts';
import { useTranslate } from '../../../lib/i18n';
import { setUp } from '../api/set-up';

export function SetUpForm(props: { readonly token: string; readonly onDone: () => void }) {
  const t = useTranslate();
  const form = useForm({
    initialValues: { name: '', email: '', password: '' },
    validate: {
      name: (value) => (value.trim() === '' ? t('form.required') : null),
      email: (value) => (/^\S+@\S+$/.test(value) ? null : t('form.email')),
      password: (value) =>
        isLongEnough(value) ? null : t('form.passwordLength', { count: MIN_PASSWORD_LENGTH }),
    },
  });
  const create = useMutation({
    mutationFn: setUp,
    onSuccess: props.onDone,
    onError: (error) => form.setErrors(fieldTexts(error, t)),
  });
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
        <NewPasswordInput label={t('auth.password')} {...form.getInputProps('password')} />
        {create.error && <ProblemNotice error={create.error} />}
        <Button type="submit" tone="primary" isFullWidth isBusy={create.isPending} size="md">
          {t('auth.createAdmin')}
        </Button>
      </Stack>
    </form>
  );
}
