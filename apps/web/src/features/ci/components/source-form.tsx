import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  Button,
  Checkbox,
  Group,
  Notice,
  NumberInput,
  PasswordInput,
  ProblemNotice,
  Select,
  Stack,
  TextInput,
  toastDone,
} from '../../../components/ui';
import type { CiSource, CreatedCiSource } from '../../../lib/api';
import { fieldErrors } from '../../../lib/api/field-errors';
import { queryKeys } from '../../../lib/api/query-keys';
import { useTranslate } from '../../../lib/i18n';
import { createSource, editSource } from '../api/sources';
import { SOURCE_KINDS } from '../model/looks';
import {
  createRequest,
  editRequest,
  losesToken,
  sourceFaults,
  sourceValues,
  type SourceFault,
  type SourceValues,
} from '../model/source-values';

export interface ProjectChoice {
  readonly id: string;
  readonly name: string;
}

interface Props {
  readonly source: CiSource | null;
  /** Those whose sources the person may make. */
  readonly projects: readonly ProjectChoice[];
  readonly projectId: string;
  /** A new one has a secret that is shown once. */
  readonly onCreated?: (created: CreatedCiSource) => void;
  readonly onDone: () => void;
}

export function SourceForm(props: Props) {
  const { projects, onDone } = props;
  // As it was when the form was opened: what others save meanwhile is read again, and not to be overwritten unseen.
  const [source] = useState(props.source);
  const t = useTranslate();
  const cache = useQueryClient();
  const only = projects.length === 1 ? projects[0]?.id : undefined;
  const [values, setValues] = useState(() => sourceValues(source, props.projectId || only || ''));
  const [isAsked, setIsAsked] = useState(false);
  const save = useMutation({
    mutationFn: async (): Promise<CreatedCiSource | null> => {
      if (!source) return createSource(createRequest(values));
      await editSource(source, editRequest(values));
      return null;
    },
    onSuccess: (created) => {
      void cache.invalidateQueries({ queryKey: queryKeys.ciSources });
      if (created) return props.onCreated?.(created);
      toastDone(t('ci.source.saved', { name: values.name.trim() }));
      onDone();
    },
  });
  const faults = sourceFaults(values);
  const refused = fieldErrors(save.error);
  const fields: Fields = {
    values,
    errorOf: (field) =>
      refused[field] ??
      (isAsked && faults.includes(field as SourceFault) ? t(FAULTS[field as SourceFault]) : null),
    onChange: (part) => setValues({ ...values, ...part }),
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
        <About {...props} {...fields} />
        <Access {...props} {...fields} />
        {save.error && <ProblemNotice error={save.error} />}
        <Group justify="flex-end">
          <Button onClick={onDone}>{t('common.cancel')}</Button>
          <Button type="submit" tone="primary" isBusy={save.isPending}>
            {t(source ? 'common.save' : 'ci.source.create')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

const FAULTS = {
  projectId: 'form.required',
  name: 'form.required',
  baseUrl: 'ci.source.urlFault',
  pollSeconds: 'ci.source.pollFault',
} as const;

interface Fields {
  readonly values: SourceValues;
  readonly errorOf: (field: keyof SourceValues) => string | null;
  readonly onChange: (part: Partial<SourceValues>) => void;
}

function About({ source, projects, projectId, values, errorOf, onChange }: Props & Fields) {
  const t = useTranslate();
  return (
    <>
      {!source && (
        <Select
          label={t('ci.source.kind')}
          data={SOURCE_KINDS.map((kind) => ({ value: kind, label: t(`ci.kind.${kind}`) }))}
          value={values.kind}
          allowDeselect={false}
          onChange={(kind) => onChange({ kind: SOURCE_KINDS.find((one) => one === kind) ?? 'jenkins' })}
          data-autofocus
        />
      )}
      {!source && projectId === '' && (
        <Select
          label={t('release.project')}
          searchable
          data={projects.map(({ id, name }) => ({ value: id, label: name }))}
          value={values.projectId || null}
          allowDeselect={false}
          error={errorOf('projectId')}
          onChange={(chosen) => onChange({ projectId: chosen ?? '' })}
        />
      )}
      <TextInput
        label={t('ci.source.name')}
        maxLength={100}
        value={values.name}
        error={errorOf('name')}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
    </>
  );
}

function Access({ source, values, errorOf, onChange }: Props & Fields) {
  const t = useTranslate();
  const isJenkins = values.kind === 'jenkins';
  return (
    <>
      <TextInput
        label={t('ci.source.baseUrl')}
        description={t('ci.source.baseUrlHelp')}
        placeholder={t(`ci.source.baseUrlOf.${values.kind}`)}
        inputMode="url"
        maxLength={500}
        value={values.baseUrl}
        error={errorOf('baseUrl')}
        onChange={(event) => onChange({ baseUrl: event.currentTarget.value })}
      />
      {losesToken(source, values) && <Notice kind="warning">{t('ci.source.losesToken')}</Notice>}
      {(isJenkins || values.kind === 'generic') && (
        <TextInput
          label={t('ci.source.userName')}
          maxLength={200}
          autoComplete="off"
          value={values.userName}
          error={errorOf('userName')}
          onChange={(event) => onChange({ userName: event.currentTarget.value })}
        />
      )}
      <PasswordInput
        label={t('ci.source.token')}
        description={t(source?.hasToken ? 'ci.source.tokenKept' : 'ci.source.tokenHelp')}
        maxLength={500}
        autoComplete="new-password"
        value={values.token}
        error={errorOf('token')}
        onChange={(event) => onChange({ token: event.currentTarget.value, isTokenGone: false })}
      />
      {source?.hasToken && values.token === '' && (
        <Checkbox
          label={t('ci.source.tokenAway')}
          checked={values.isTokenGone}
          onChange={(event) => onChange({ isTokenGone: event.currentTarget.checked })}
        />
      )}
      {isJenkins && (
        <NumberInput
          label={t('ci.source.poll')}
          description={t('ci.source.pollHelp')}
          min={0}
          value={values.pollSeconds}
          error={errorOf('pollSeconds')}
          onChange={(pollSeconds) => onChange({ pollSeconds })}
        />
      )}
    </>
  );
}
