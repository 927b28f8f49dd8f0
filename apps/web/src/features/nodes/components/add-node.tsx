import { useMutation, useQueryClient } from '@tanstack/react-query';
import {
  Button,
  Group,
  ProblemNotice,
  Select,
  Stack,
  TagsInput,
  TextInput,
  useForm,
} from '../../../components/ui';
import type { FleetNode, Project } from '../../../lib/api';
import { fieldErrors } from '../../../lib/api/field-errors';
import { queryKeys } from '../../../lib/api/query-keys';
import { useTranslate } from '../../../lib/i18n';
import { createNode } from '../api/change-node';
import { isLabelText, parseLabels } from '../model/labels';

/** For a host whose agent gets a token of its own; hosts in number join with an enrolment token instead. */
export function AddNode(props: {
  readonly projects: readonly Project[];
  readonly onSaved: (node: FleetNode) => void;
  readonly onCancel: () => void;
}) {
  const t = useTranslate();
  const cache = useQueryClient();
  const form = useForm({
    initialValues: { name: '', environment: '', labels: [] as string[] },
    validate: {
      name: (value) => (value.trim() === '' ? t('form.required') : null),
      environment: (value) => (value === '' ? t('form.required') : null),
      labels: (value) => (value.every(isLabelText) ? null : t('form.label')),
    },
  });
  const create = useMutation({
    mutationFn: (values: typeof form.values) => {
      const [projectId = '', environmentId = ''] = values.environment.split('/');
      const labels = parseLabels(values.labels);
      return createNode({ name: values.name.trim(), labels, memberships: [{ projectId, environmentId }] });
    },
    onSuccess: (node) => {
      void cache.invalidateQueries({ queryKey: queryKeys.nodes });
      props.onSaved(node);
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <form noValidate onSubmit={form.onSubmit((values) => create.mutate(values))}>
      <Stack gap="md">
        <TextInput label={t('node.name')} data-autofocus {...form.getInputProps('name')} />
        <Select
          label={t('release.environment')}
          searchable
          data={props.projects.map((project) => ({
            group: project.name,
            items: project.environments.map(({ id, name }) => ({
              value: `${project.id}/${id}`,
              label: `${project.name} / ${name}`,
            })),
          }))}
          {...form.getInputProps('environment')}
        />
        <TagsInput
          label={t('node.labels')}
          description={t('node.labelsHelp')}
          placeholder="region=north"
          {...form.getInputProps('labels')}
        />
        {create.error && <ProblemNotice error={create.error} />}
        <Group justify="flex-end">
          <Button onClick={props.onCancel}>{t('common.cancel')}</Button>
          <Button type="submit" tone="primary" isBusy={create.isPending}>
            {t('node.add')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
