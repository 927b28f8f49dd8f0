import { useMutation, useQueryClient } from '@tanstack/react-query';
import {
  Button,
  Group,
  NumberInput,
  ProblemNotice,
  Radio,
  Select,
  Stack,
  TagsInput,
  useForm,
} from '../../../components/ui';
import type { IssuedEnrolmentToken, Project } from '../../../lib/api';
import { fieldErrors } from '../../../lib/api/field-errors';
import { queryKeys } from '../../../lib/api/query-keys';
import { serverNow } from '../../../lib/format';
import { useTranslate } from '../../../lib/i18n';
import { createEnrolmentToken } from '../api/enrolment-tokens';
import { isLabelText, parseLabels } from '../model/labels';

const HOUR_MS = 3_600_000;
const VALID_HOURS = ['1', '24', '168', '720'] as const;

export function EnrolmentForm(props: {
  readonly projects: readonly Project[];
  readonly onCreated: (token: IssuedEnrolmentToken) => void;
  readonly onCancel: () => void;
}) {
  const t = useTranslate();
  const cache = useQueryClient();
  const form = useForm({
    initialValues: {
      environment: '',
      maxUses: 10,
      hours: '24',
      lifecycle: 'observing',
      labels: [] as string[],
    },
    validate: {
      environment: (value) => (value === '' ? t('form.required') : null),
      labels: (value) => (value.every(isLabelText) ? null : t('form.label')),
    },
  });
  const create = useMutation({
    mutationFn: (values: typeof form.values) =>
      createEnrolmentToken({
        environmentIds: [values.environment],
        maxUses: values.maxUses,
        expiresAt: new Date(serverNow() + Number(values.hours) * HOUR_MS).toISOString(),
        lifecycle: values.lifecycle === 'active' ? 'active' : 'observing',
        ...(values.labels.length > 0 ? { labels: parseLabels(values.labels) } : {}),
      }),
    onSuccess: (token) => {
      void cache.invalidateQueries({ queryKey: queryKeys.enrolmentTokens });
      props.onCreated(token);
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <form noValidate onSubmit={form.onSubmit((values) => create.mutate(values))}>
      <Stack gap="md">
        <Select
          label={t('release.environment')}
          searchable
          data={props.projects.map((project) => ({
            group: project.name,
            items: project.environments.map(({ id, name }) => ({
              value: id,
              label: `${project.name} / ${name}`,
            })),
          }))}
          {...form.getInputProps('environment')}
        />
        <Group grow align="start">
          <NumberInput
            label={t('enrol.maxUses')}
            min={1}
            max={10_000}
            allowDecimal={false}
            {...form.getInputProps('maxUses')}
          />
          <Select
            label={t('enrol.validFor')}
            allowDeselect={false}
            data={VALID_HOURS.map((hours) => ({
              value: hours,
              label: t('enrol.hours', { hours: Number(hours) }),
            }))}
            {...form.getInputProps('hours')}
          />
        </Group>
        <Radio.Group label={t('enrol.startsAs')} {...form.getInputProps('lifecycle')}>
          <Stack gap="xs" mt={6}>
            <Radio
              value="observing"
              label={t('lifecycle.observing')}
              description={t('lifecycleText.observing')}
            />
            <Radio value="active" label={t('lifecycle.active')} description={t('lifecycleText.active')} />
          </Stack>
        </Radio.Group>
        <TagsInput
          label={t('node.labels')}
          description={t('node.labelsHelp')}
          {...form.getInputProps('labels')}
        />
        {create.error && <ProblemNotice error={create.error} />}
        <Group justify="flex-end">
          <Button onClick={props.onCancel}>{t('common.cancel')}</Button>
          <Button type="submit" tone="primary" isBusy={create.isPending}>
            {t('enrol.create')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
