import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Group, ProblemNotice, Stack, Textarea, TextInput, useForm } from '../../../components/ui';
import type { Project } from '../../../lib/api';
import { fieldErrors } from '../../../lib/api/field-errors';
import { queryKeys } from '../../../lib/api/query-keys';
import { useTranslate } from '../../../lib/i18n';
import { createProject, updateProject } from '../api/save-project';
import { isCode, suggestCode } from '../model/code';

interface Values {
  readonly name: string;
  readonly code: string;
  readonly description: string;
  readonly owner: string;
  readonly repositoryUrl: string;
  readonly buildTool: string;
}

const valuesOf = (project: Project | null): Values => ({
  name: project?.name ?? '',
  code: project?.code ?? '',
  description: project?.description ?? '',
  owner: project?.owner ?? '',
  repositoryUrl: project?.repositoryUrl ?? '',
  buildTool: project?.buildTool ?? '',
});

export function ProjectForm(props: {
  readonly project: Project | null;
  readonly onSaved: (project: Project) => void;
  readonly onCancel: () => void;
}) {
  const { onSaved, onCancel } = props;
  // As it was when the form was opened: what others save meanwhile is read again, and not to be overwritten unseen.
  const [project] = useState(props.project);
  const t = useTranslate();
  const cache = useQueryClient();
  const form = useForm<Values>({
    initialValues: valuesOf(project),
    validate: {
      name: (value) => (value.trim() === '' ? t('form.required') : null),
      code: (value) => (isCode(value) ? null : t('form.code')),
    },
  });
  const save = useMutation({
    mutationFn: (values: Values) =>
      project ? updateProject(project, changes(values)) : createProject(fresh(values)),
    onSuccess: (saved) => {
      void cache.invalidateQueries({ queryKey: queryKeys.projects });
      onSaved(saved);
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  const changeName = (name: string): void => {
    const isStillSuggested = form.values.code === suggestCode(form.values.name);
    form.setFieldValue('name', name);
    if (!project && isStillSuggested) form.setFieldValue('code', suggestCode(name));
  };
  return (
    <form noValidate onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <Stack gap="md">
        <TextInput
          label={t('project.name')}
          data-autofocus
          {...form.getInputProps('name')}
          onChange={(event) => changeName(event.currentTarget.value)}
        />
        {!project && (
          <TextInput
            label={t('project.code')}
            description={t('project.codeHelp')}
            {...form.getInputProps('code')}
          />
        )}
        <Textarea
          label={t('project.description')}
          autosize
          minRows={2}
          {...form.getInputProps('description')}
        />
        <TextInput label={t('project.owner')} {...form.getInputProps('owner')} />
        <TextInput label={t('project.repository')} type="url" {...form.getInputProps('repositoryUrl')} />
        <TextInput
          label={t('project.buildTool')}
          placeholder="Jenkins, GitLab CI"
          {...form.getInputProps('buildTool')}
        />
        {save.error && <ProblemNotice error={save.error} />}
        <Group justify="flex-end">
          <Button onClick={onCancel}>{t('common.cancel')}</Button>
          <Button type="submit" tone="primary" isBusy={save.isPending}>
            {t(project ? 'common.save' : 'project.create')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

const FREE = ['description', 'owner', 'repositoryUrl', 'buildTool'] as const;

const fresh = (values: Values) => ({
  name: values.name.trim(),
  code: values.code,
  ...Object.fromEntries(
    FREE.filter((key) => values[key].trim() !== '').map((key) => [key, values[key].trim()]),
  ),
});

const changes = (values: Values) => ({
  name: values.name.trim(),
  ...Object.fromEntries(FREE.map((key) => [key, values[key].trim()])),
});
