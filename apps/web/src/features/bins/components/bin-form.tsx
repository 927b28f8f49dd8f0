import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Group, ProblemNotice, Select, Stack, TextInput, useForm } from '../../../components/ui';
import type { Bin } from '../../../lib/api';
import { fieldErrors } from '../../../lib/api/field-errors';
import { queryKeys } from '../../../lib/api/query-keys';
import { useTranslate } from '../../../lib/i18n';
import { createBin } from '../api/create-bin';
import { isBinName } from '../model/names';

export function BinForm(props: {
  readonly projects: readonly { readonly id: string; readonly name: string }[];
  readonly projectId: string | null;
  readonly onSaved: (bin: Bin) => void;
  readonly onCancel: () => void;
}) {
  const { projects, projectId, onSaved, onCancel } = props;
  const t = useTranslate();
  const cache = useQueryClient();
  const form = useForm({
    initialValues: {
      projectId: projectId ?? (projects.length === 1 ? projects[0]?.id : '') ?? '',
      name: '',
      description: '',
    },
    validate: {
      projectId: (value) => (value === '' ? t('form.required') : null),
      name: (value) => (isBinName(value) ? null : t('form.binName')),
    },
  });
  const create = useMutation({
    mutationFn: ({ description, ...bin }: typeof form.values) =>
      createBin(description.trim() === '' ? bin : { ...bin, description: description.trim() }),
    onSuccess: (bin) => {
      void cache.invalidateQueries({ queryKey: queryKeys.bins });
      onSaved(bin);
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <form noValidate onSubmit={form.onSubmit((values) => create.mutate(values))}>
      <Stack gap="md">
        <Select
          label={t('release.project')}
          searchable
          data={projects.map(({ id, name }) => ({ value: id, label: name }))}
          {...form.getInputProps('projectId')}
        />
        <TextInput label={t('bin.name')} description={t('bin.nameHelp')} {...form.getInputProps('name')} />
        <TextInput label={t('project.description')} {...form.getInputProps('description')} />
        {create.error && <ProblemNotice error={create.error} />}
        <Group justify="flex-end">
          <Button onClick={onCancel}>{t('common.cancel')}</Button>
          <Button type="submit" tone="primary" isBusy={create.isPending}>
            {t('bin.create')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
