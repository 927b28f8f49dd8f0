import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Group, MultiSelect, ProblemNotice, Stack, useForm } from '../../../components/ui';
import type { IssuedApiToken, Permission } from '../../../lib/api';
import { fieldErrors } from '../../../lib/api/field-errors';
import { queryKeys } from '../../../lib/api/query-keys';
import { useTranslate } from '../../../lib/i18n';
import { useMe } from '../../../lib/session';
import { createToken } from '../api/tokens';
import { DaysField, DEFAULT_DAYS, NameField, PermissionsField } from './token-fields';

export interface ProjectChoice {
  readonly id: string;
  readonly name: string;
}

export function TokenForm(props: {
  readonly projects: readonly ProjectChoice[];
  readonly onCreated: (token: IssuedApiToken) => void;
  readonly onCancel: () => void;
}) {
  const t = useTranslate();
  const cache = useQueryClient();
  const me = useMe();
  const form = useForm({
    initialValues: {
      name: '',
      permissions: ['project.read'] as string[],
      projectIds: [] as string[],
      days: DEFAULT_DAYS as string,
    },
    validate: {
      name: (value) => (value.trim() === '' ? t('form.required') : null),
      permissions: (value) => (value.length === 0 ? t('form.required') : null),
    },
  });
  const create = useMutation({
    mutationFn: ({ name, permissions, projectIds, days }: typeof form.values) =>
      createToken({
        name,
        permissions: permissions as Permission[],
        expiresInDays: Number(days),
        ...(projectIds.length > 0 ? { projectIds } : {}),
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
        <PermissionsField choices={me.permissions} {...form.getInputProps('permissions')} />
        <MultiSelect
          label={t('apiToken.projects')}
          description={t('apiToken.projectsHelp')}
          data={props.projects.map(({ id, name }) => ({ value: id, label: name }))}
          searchable
          {...form.getInputProps('projectIds')}
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
