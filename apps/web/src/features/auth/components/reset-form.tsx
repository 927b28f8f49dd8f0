import { useMutation } from '@tanstack/react-query';
import {
  Button,
  isLongEnough,
  MIN_PASSWORD_LENGTH,
  NewPasswordInput,
  ProblemNotice,
  Stack,
  useForm,
} from '../../../components/ui';
import { fieldTexts } from '../../../lib/field-texts';
import { useTranslate } from '../../../lib/i18n';
import { resetPassword } from '../api/reset-password';

export function ResetForm(props: { readonly token: string; readonly onDone: () => void }) {
  const t = useTranslate();
  const form = useForm({
    initialValues: { password: '' },
    validate: {
      password: (value) =>
        isLongEnough(value) ? null : t('form.passwordLength', { count: MIN_PASSWORD_LENGTH }),
    },
  });
  const reset = useMutation({
    mutationFn: resetPassword,
    onSuccess: props.onDone,
    onError: (error) => form.setErrors(fieldTexts(error, t)),
  });
  const isShown = Object.keys(form.errors).length > 0;
  return (
    <form
      noValidate
      onSubmit={form.onSubmit(({ password }) => reset.mutate({ password, token: props.token }))}
    >
      <Stack gap="md">
        <NewPasswordInput label={t('user.newPassword')} autoFocus {...form.getInputProps('password')} />
        {reset.error && !isShown && <ProblemNotice error={reset.error} />}
        <Button type="submit" tone="primary" isFullWidth isBusy={reset.isPending} size="md">
          {t('password.set')}
        </Button>
      </Stack>
    </form>
  );
}
