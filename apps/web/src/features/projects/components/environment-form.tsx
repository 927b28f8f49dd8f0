import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  Button,
  Group,
  NumberInput,
  ProblemNotice,
  Select,
  Stack,
  Switch,
  TextInput,
  useForm,
} from '../../../components/ui';
import type { Environment, Project } from '../../../lib/api';
import { fieldErrors } from '../../../lib/api/field-errors';
import { queryKeys } from '../../../lib/api/query-keys';
import { useTranslate } from '../../../lib/i18n';
import { createEnvironment, updateEnvironment } from '../api/environments';
import { isCode, suggestCode } from '../model/code';
import { possibleSources } from '../model/promotion';

const DEFAULT_WINDOW_HOURS = 72;
const DEFAULT_SOAK_HOURS = 24;

export function EnvironmentForm(props: {
  readonly project: Project;
  readonly environment: Environment | null;
  readonly onDone: () => void;
}) {
  const { environment, onDone } = props;
  // As it was when the form was opened: what others save meanwhile is read again, and not to be overwritten unseen.
  const [project] = useState(props.project);
  const t = useTranslate();
  const cache = useQueryClient();
  const form = useForm({
    initialValues: {
      name: environment?.name ?? '',
      code: environment?.code ?? '',
      isProduction: environment?.isProduction ?? false,
      requiredApprovals: 0,
      rollbackWindowHours: environment?.rollbackWindowHours ?? DEFAULT_WINDOW_HOURS,
      promotionRule: {
        fromEnvironmentId: environment?.promotionRule?.fromEnvironmentId ?? '',
        soakHours: environment?.promotionRule?.soakHours ?? DEFAULT_SOAK_HOURS,
      },
    },
    validate: {
      name: (value) => (value.trim() === '' ? t('form.required') : null),
      code: (value) => (isCode(value) ? null : t('form.code')),
    },
  });
  const save = useMutation({
    mutationFn: ({ code, promotionRule, requiredApprovals, ...fields }: typeof form.values) => {
      const input = { ...fields, promotionRule: promotionRule.fromEnvironmentId ? promotionRule : null };
      return environment
        ? updateEnvironment(project, environment.id, input)
        : createEnvironment(project.id, { ...input, requiredApprovals, code });
    },
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: queryKeys.projects });
      onDone();
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <form noValidate onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <Stack gap="md">
        <TextInput
          label={t('environment.name')}
          data-autofocus
          {...form.getInputProps('name')}
          onChange={(event) => {
            const name = event.currentTarget.value;
            if (!environment && form.values.code === suggestCode(form.values.name)) {
              form.setFieldValue('code', suggestCode(name));
            }
            form.setFieldValue('name', name);
          }}
        />
        {!environment && <TextInput label={t('project.code')} {...form.getInputProps('code')} />}
        {!environment && (
          <NumberInput
            label={t('environment.approvals')}
            description={t('environment.approvalsHelp')}
            min={0}
            max={5}
            allowDecimal={false}
            {...form.getInputProps('requiredApprovals')}
          />
        )}
        <NumberInput
          label={t('environment.window')}
          description={t('environment.windowHelp')}
          min={0}
          max={2160}
          allowDecimal={false}
          {...form.getInputProps('rollbackWindowHours')}
        />
        <Select
          label={t('environment.from')}
          description={t('environment.fromHelp')}
          data={[
            { value: '', label: t('environment.fromNowhere') },
            ...possibleSources(environment, project.environments).map(({ id, name }) => ({
              value: id,
              label: name,
            })),
          ]}
          allowDeselect={false}
          {...form.getInputProps('promotionRule.fromEnvironmentId')}
        />
        {form.values.promotionRule.fromEnvironmentId !== '' && (
          <NumberInput
            label={t('environment.soak')}
            description={t('environment.soakHelp')}
            min={0}
            max={2160}
            allowDecimal={false}
            {...form.getInputProps('promotionRule.soakHours')}
          />
        )}
        <Switch
          label={t('environment.isProduction')}
          description={t('environment.isProductionHelp')}
          {...form.getInputProps('isProduction', { type: 'checkbox' })}
        />
        {save.error && <ProblemNotice error={save.error} />}
        <Group justify="flex-end">
          <Button onClick={onDone}>{t('common.cancel')}</Button>
          <Button type="submit" tone="primary" isBusy={save.isPending}>
            {t('common.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
