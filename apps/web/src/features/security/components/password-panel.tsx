import { useMutation, useQueryClient } from '@tanstack/react-query';
import {
  Button,
  Group,
  isLongEnough,
  MIN_PASSWORD_LENGTH,
  NewPasswordInput,
  Panel,
  PasswordInput,
  ProblemNotice,
  Stack,
  Text,
  toastDone,
  useForm,
} from '../../../components/ui';
import { fieldTexts } from '../../../lib/field-texts';
import { queryKeys } from '../../../lib/api/query-keys';
import { useTranslate } from '../../../lib/i18n';
import { useMe } from '../../../lib/session';
import { changePassword } from '../api/password';

const EMPTY = { currentPassword: '', newPassword: '' };

export function PasswordPanel() {
  const t = useTranslate();
  const me = useMe();
  const cache = useQueryClient();
  const form = useForm({
    initialValues: EMPTY,
    validate: {
      currentPassword: (value) => (value === '' ? t('form.required') : null),
      newPassword: (value) =>
        isLongEnough(value) ? null : t('form.passwordLength', { count: MIN_PASSWORD_LENGTH }),
    },
  });
  const change = useMutation({
    mutationFn: changePassword,
    onSuccess: () => {
      form.reset();
      toastDone(t('password.changed'));
      void cache.invalidateQueries({ queryKey: queryKeys.sessions });
    },
    onError: (error) => form.setErrors(fieldTexts(error, t)),
  });
  const isShown = Object.keys(form.errors).length > 0;
  return (
    <Panel title={t('auth.password')}>
      <form noValidate onSubmit={form.onSubmit((values) => change.mutate(values))}>
        <Stack gap="md" maw={420}>
          {/* For password managers, which otherwise do not know whose it is. */}
          <input type="text" name="username" autoComplete="username" value={me.email} readOnly hidden />
          <PasswordInput
            label={t('password.current')}
            autoComplete="current-password"
            visibilityToggleButtonProps={{ 'aria-label': t('auth.showPassword'), tabIndex: 0 }}
            {...form.getInputProps('currentPassword')}
          />
          <NewPasswordInput label={t('user.newPassword')} {...form.getInputProps('newPassword')} />
          <Text size="sm" c="dimmed">
            {t('password.endsOthers')}
          </Text>
          {change.error && !isShown && <ProblemNotice error={change.error} />}
          <Group>
            <Button type="submit" tone="primary" isBusy={change.isPending}>
              {t('password.change')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}
