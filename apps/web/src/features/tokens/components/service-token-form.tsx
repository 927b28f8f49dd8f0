import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Group, ProblemNotice, Select, Stack, useForm } from '../../../components/ui';
import type { IssuedApiToken, Permission, Role } from '../../../lib/api';
import { fieldErrors } from '../../../lib/api/field-errors';
import { queryKeys } from '../../../lib/api/query-keys';
import { useTranslate } from '../../../lib/i18n';
import { useMe } from '../../../lib/session';
import { createServiceToken } from '../api/tokens';
import { FOR_BUILDS, permissionsForService, SERVICE_ROLES } from '../model/permissions';
import { DaysField, DEFAULT_DAYS, NameField, PermissionsField } from './token-fields';

export function ServiceTokenForm(props: {
  readonly projectId: string;
  readonly onCreated: (token: IssuedApiToken) => void;
  readonly onCancel: () => void;
}) {
  const t = useTranslate();
  const cache = useQueryClient();
  const me = useMe();
  const form = useForm({
    initialValues: {
      name: '',
      role: 'developer' as string,
      permissions: [...FOR_BUILDS] as string[],
      days: DEFAULT_DAYS as string,
    },
    validate: { name: (value) => (value.trim() === '' ? t('form.required') : null) },
  });
  const create = useMutation({
    mutationFn: ({ name, role, permissions, days }: typeof form.values) =>
      createServiceToken(props.projectId, {
        name,
        role: role as Role,
        expiresInDays: Number(days),
        ...(permissions.length > 0 ? { permissions: permissions as Permission[] } : {}),
      }),
    onSuccess: (token) => {
      void cache.invalidateQueries({ queryKey: queryKeys.apiTokens });
      props.onCreated(token);
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <form noValidate onSubmit={form.onSubmit((values) => create.mutate(values))}>
      <Stack gap="md">
        <NameField {...form.getInputProps('name')} />
        <Select
          label={t('member.role')}
          description={t('apiToken.serviceRoleHelp')}
          data={SERVICE_ROLES.map((role) => ({ value: role, label: t(`role.${role}`) }))}
          allowDeselect={false}
          {...form.getInputProps('role')}
        />
        <PermissionsField
          help={t('apiToken.servicePermissionsHelp')}
          choices={permissionsForService(me.permissions)}
          {...form.getInputProps('permissions')}
        />
        <DaysField {...form.getInputProps('days')} />
        {create.error && <ProblemNotice error={create.error} />}
        <Group justify="flex-end">
          <Button onClick={props.onCancel}>{t('common.cancel')}</Button>
          <Button type="submit" tone="primary" isBusy={create.isPending}>
            {t('apiToken.make')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
