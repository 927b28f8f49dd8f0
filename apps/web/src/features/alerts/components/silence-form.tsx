import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  Button,
  Group,
  Notice,
  ProblemNotice,
  SegmentedControl,
  Select,
  Stack,
  Text,
  Textarea,
  TextInput,
  toastDone,
} from '../../../components/ui';
import type { Project } from '../../../lib/api';
import { fieldErrors } from '../../../lib/api/field-errors';
import { queryKeys } from '../../../lib/api/query-keys';
import { formatShort, serverNow } from '../../../lib/format';
import { useLanguage, useTranslate } from '../../../lib/i18n';
import { usePreferences } from '../../../lib/preferences';
import { rulesOfProjectQuery } from '../api/alert-rules';
import { createSilence } from '../api/alert-silences';
import { SEVERITIES } from '../model/severity-looks';
import {
  endOf,
  LENGTHS,
  silenceFaults,
  silenceRequest,
  type SilenceFault,
  type SilenceValues,
} from '../model/silence-values';
import styles from './alerts.module.css';

interface Fields {
  readonly values: SilenceValues;
  readonly errorOf: (field: SilenceFault) => string | null;
  readonly onChange: (part: Partial<SilenceValues>) => void;
}

export function SilenceForm(props: {
  /** Those whose alerts the person may silence. */
  readonly projects: readonly Project[];
  readonly starts: SilenceValues;
  readonly onDone: () => void;
}) {
  const { projects, starts, onDone } = props;
  const t = useTranslate();
  const cache = useQueryClient();
  const { timeZone } = usePreferences();
  const [values, setValues] = useState(starts);
  const [isAsked, setIsAsked] = useState(false);
  const save = useMutation({
    mutationFn: () => createSilence(silenceRequest(values, timeZone, serverNow())),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: queryKeys.alerts });
      toastDone(t('silence.made'));
      onDone();
    },
  });
  const faults = silenceFaults(values, timeZone, serverNow());
  const refused = fieldErrors(save.error);
  const errorOf = (field: SilenceFault): string | null =>
    refused[field] ?? (isAsked && faults.includes(field) ? t(`silence.fault.${field}`) : null);
  const fields = {
    values,
    errorOf,
    onChange: (part: Partial<SilenceValues>) => setValues({ ...values, ...part }),
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setIsAsked(true);
        if (faults.length === 0) save.mutate();
      }}
    >
      <Stack gap="md">
        <AboutFields {...fields} projects={projects} />
        <LengthFields {...fields} />
        <Textarea
          label={t('silence.reason')}
          description={t('silence.reasonHelp')}
          data-autofocus
          autosize
          maxLength={500}
          value={values.reason}
          error={errorOf('reason')}
          onChange={(event) => fields.onChange({ reason: event.currentTarget.value })}
        />
        <Consequence values={values} />
        {save.error && <ProblemNotice error={save.error} />}
        <Group justify="flex-end">
          <Button onClick={onDone}>{t('common.cancel')}</Button>
          <Button type="submit" tone="primary" isBusy={save.isPending}>
            {t('alert.silence')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function AboutFields({
  projects,
  values,
  errorOf,
  onChange,
}: Fields & { readonly projects: readonly Project[] }) {
  const t = useTranslate();
  const rules = useQuery(rulesOfProjectQuery(values.projectId)).data?.items ?? [];
  const environments = projects.find(({ id }) => id === values.projectId)?.environments ?? [];
  return (
    <div className={styles.pair}>
      <Select
        label={t('silence.project')}
        searchable
        data={projects.map(({ id, name }) => ({ value: id, label: name }))}
        value={values.projectId || null}
        allowDeselect={false}
        error={errorOf('projectId')}
        onChange={(projectId) => onChange({ projectId: projectId ?? '', environmentId: '', ruleId: '' })}
      />
      <Select
        label={t('silence.environment')}
        data={[
          { value: '', label: t('silence.allEnvironments') },
          ...environments.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={values.environmentId}
        allowDeselect={false}
        onChange={(environmentId) => onChange({ environmentId: environmentId ?? '' })}
      />
      <Select
        label={t('silence.rule')}
        searchable
        data={[
          { value: '', label: t('silence.allRules') },
          ...rules.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={values.ruleId}
        allowDeselect={false}
        onChange={(ruleId) => onChange({ ruleId: ruleId ?? '' })}
      />
      <Select
        label={t('silence.severity')}
        data={[
          { value: '', label: t('silence.allSeverities') },
          ...SEVERITIES.map((severity) => ({ value: severity, label: t(`alert.severity.${severity}`) })),
        ]}
        value={values.severity}
        allowDeselect={false}
        onChange={(chosen) => onChange({ severity: SEVERITIES.find((one) => one === chosen) ?? '' })}
      />
    </div>
  );
}

function LengthFields({ values, errorOf, onChange }: Fields) {
  const t = useTranslate();
  return (
    <Stack gap="xs">
      <Text size="sm" fw={500} aria-hidden>
        {t('silence.length')}
      </Text>
      <SegmentedControl
        aria-label={t('silence.length')}
        data={LENGTHS.map((length) => ({ value: length, label: t(`silence.${length}`) }))}
        value={values.length}
        onChange={(chosen) => onChange({ length: LENGTHS.find((length) => length === chosen) ?? '1' })}
      />
      {values.length === 'custom' && (
        <TextInput
          type="datetime-local"
          aria-label={t('silence.ends')}
          value={values.endsAt}
          error={errorOf('endsAt')}
          onChange={(event) => onChange({ endsAt: event.currentTarget.value })}
        />
      )}
    </Stack>
  );
}

function Consequence({ values }: { readonly values: SilenceValues }) {
  const t = useTranslate();
  const language = useLanguage();
  const { timeZone } = usePreferences();
  const end = endOf(values, timeZone, serverNow());
  if (end === null) return null;
  const time = formatShort(new Date(end).toISOString(), serverNow(), language, timeZone);
  return <Notice kind="warning">{t('silence.consequence', { time })}</Notice>;
}
