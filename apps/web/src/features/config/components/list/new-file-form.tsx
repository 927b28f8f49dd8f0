import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  Button,
  Checkbox,
  Group,
  ProblemNotice,
  Select,
  Stack,
  Textarea,
  TextInput,
} from '../../../../components/ui';
import type { ConfigFile, ConfigFormat, Project } from '../../../../lib/api';
import { fieldErrors } from '../../../../lib/api/field-errors';
import { queryKeys } from '../../../../lib/api/query-keys';
import { useTranslate } from '../../../../lib/i18n';
import { createConfig } from '../../api/config-files';
import { FORMATS, formatOfName } from '../../model/looks';
import styles from '../config.module.css';
import { formatName } from './file-table';

const NAME = /^[a-z0-9][a-z0-9._-]{0,57}$/;

export function NewFileForm(props: {
  /** Those in which the person may edit. */
  readonly projects: readonly Pick<Project, 'id' | 'name' | 'code'>[];
  readonly projectId: string;
  readonly onCreated: (file: ConfigFile) => void;
  readonly onCancel: () => void;
}) {
  const { projects, onCreated, onCancel } = props;
  const t = useTranslate();
  const cache = useQueryClient();
  const [projectId, setProjectId] = useState(props.projectId || (projects[0]?.id ?? ''));
  const [name, setName] = useState('');
  const [chosenFormat, setChosenFormat] = useState<ConfigFormat | null>(null);
  const [text, setText] = useState('');
  const [isSecret, setIsSecret] = useState(false);
  const [isAsked, setIsAsked] = useState(false);
  const format = chosenFormat ?? formatOfName(name) ?? 'yaml';
  const code = projects.find(({ id }) => id === projectId)?.code ?? '';
  const create = useMutation({
    // The first text of a secret must not stay behind in a cache.
    gcTime: 0,
    mutationFn: () => createConfig({ projectId, name, format, text, isSecret }),
    onSuccess: (file) => {
      void cache.invalidateQueries({ queryKey: queryKeys.configs });
      onCreated(file);
    },
  });
  const refused = fieldErrors(create.error);
  const isNameFine = NAME.test(name) && `${code}.${name}`.length <= 63;
  const nameFault = isAsked && !isNameFine ? t('config.nameFault') : null;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setIsAsked(true);
        if (isNameFine && projectId !== '') create.mutate();
      }}
    >
      <Stack gap="md">
        <div className={styles.pair}>
          <Select
            label={t('release.project')}
            searchable
            data={projects.map(({ id, name: label }) => ({ value: id, label }))}
            value={projectId || null}
            error={refused.projectId ?? (isAsked && projectId === '' ? t('form.required') : null)}
            onChange={(id) => setProjectId(id ?? '')}
          />
          <TextInput
            label={t('config.name')}
            placeholder="app.yaml"
            data-autofocus
            value={name}
            maxLength={58}
            autoComplete="off"
            spellCheck={false}
            error={refused.name ?? nameFault}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Select
            label={t('config.format')}
            data={FORMATS.map((value) => ({ value, label: formatName(value, t) }))}
            value={format}
            onChange={(value) => setChosenFormat(FORMATS.find((one) => one === value) ?? null)}
          />
        </div>
        {name !== '' && code !== '' && (
          <p className={styles.dim}>{t('config.binName', { bin: `${code}.${name}` })}</p>
        )}
        <Textarea
          label={t('config.baseFirst')}
          description={t('config.baseFirstHelp')}
          autosize
          minRows={6}
          maxRows={16}
          spellCheck={false}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
          value={text}
          error={refused.text ?? null}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Checkbox
          label={t('config.isSecret')}
          description={t('config.isSecretHelp', { example: '${secret:NAME}' })}
          checked={isSecret}
          onChange={(event) => setIsSecret(event.currentTarget.checked)}
        />
        {create.error && <ProblemNotice error={create.error} />}
        <Group justify="flex-end">
          <Button onClick={onCancel}>{t('common.cancel')}</Button>
          <Button type="submit" tone="primary" isBusy={create.isPending}>
            {t('config.create')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
