import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import {
  Button,
  Notice,
  PasswordInput,
  ProblemNotice,
  Stack,
  TextInput,
  useForm,
} from '../../../components/ui';
import { ApiProblem } from '../../../lib/api';
import { useTranslate } from '../../../lib/i18n';
import { signIn } from '../api/sign-in';
import { CodeForm } from './code-form';

export function SignInForm() {
  const t = useTranslate();
  const [challenge, setChallenge] = useState<string | null>(null);
  const form = useForm({
    initialValues: { email: '', password: '' },
    validate: {
      email: (value) => (value.trim() === '' ? t('form.required') : null),
      password: (value) => (value === '' ? t('form.required') : null),
    },
  });
  const login = useMutation({ mutationFn: signIn, onSuccess: setChallenge });
  const isRefused = login.error instanceof ApiProblem && login.error.status === 401;
  if (challenge !== null) return <CodeForm challenge={challenge} onBack={() => setChallenge(null)} />;
  return (
    <form noValidate onSubmit={form.onSubmit((values) => login.mutate(values))}>
      <Stack gap="md">
        <TextInput
          label={t('auth.email')}
          type="email"
          autoComplete="username"
          autoFocus
          required
          withAsterisk={false}
          {...form.getInputProps('email')}
        />
        <PasswordInput
          label={t('auth.password')}
          autoComplete="current-password"
          required
          withAsterisk={false}
          visibilityToggleButtonProps={{ 'aria-label': t('auth.showPassword'), tabIndex: 0 }}
          {...form.getInputProps('password')}
        />
        {isRefused && (
          <Notice kind="error" isLive>
            {t('problem.credentials')}
          </Notice>
        )}
        {login.error && !isRefused && <ProblemNotice error={login.error} />}
        <Button type="submit" tone="primary" isFullWidth isBusy={login.isPending} size="md">
          {t('auth.signIn')}
        </Button>
      </Stack>
    </form>
  );
}
