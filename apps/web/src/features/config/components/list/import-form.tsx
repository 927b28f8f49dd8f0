import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  Button,
  Group,
  Notice,
  Pill,
  ProblemNotice,
  Select,
  Stack,
  TextInput,
  toastDone,
  type Tone,
} from '../../../../components/ui';
import type { ImportAnswer, Project } from '../../../../lib/api';
import { queryKeys } from '../../../../lib/api/query-keys';
import { useTranslate } from '../../../../lib/i18n';
import { importConfigs } from '../../api/exchange';
import { useAsk } from '../../model/use-ask';
import styles from '../config.module.css';

type Outcome = ImportAnswer['layers'][number]['outcome'];

const TONES: Readonly<Record<Outcome, Tone>> = {
  created: 'green',
  changed: 'blue',
  unchanged: 'grey',
  refused: 'red',
};

/** First what would become of each text, then whether it shall. */
export function ImportForm(props: {
  readonly projects: readonly Pick<Project, 'id' | 'name'>[];
  readonly projectId: string;
  readonly onDone: () => void;
}) {
  const { projects, onDone } = props;
  const t = useTranslate();
  const cache = useQueryClient();
  const [projectId, setProjectId] = useState(props.projectId || (projects[0]?.id ?? ''));
  const [zip, setZip] = useState<File | null>(null);
  const [message, setMessage] = useState('');
  const [answer, setAnswer] = useState<ImportAnswer | null>(null);
  const ask = useAsk(async (isDryRun: boolean) => {
    if (!zip) return;
    const found = await importConfigs(projectId, zip, { isDryRun, message: message.trim() });
    setAnswer(found);
    if (!found.isKept) return;
    void cache.invalidateQueries({ queryKey: queryKeys.configs });
    toastDone(t('config.imported'));
    onDone();
  });
  const layers = answer?.layers ?? [];
  const hasRefusals = layers.some(({ outcome }) => outcome === 'refused');
  const hasWork = layers.some(({ outcome }) => outcome === 'created' || outcome === 'changed');
  const missing = zip === null || projectId === '' ? t('config.chooseZip') : null;
  const why = hasRefusals ? t('config.importRefused') : hasWork ? null : t('config.importNothing');
  return (
    <Stack gap="md">
      <p>{t('config.importText')}</p>
      <Select
        label={t('release.project')}
        searchable
        data={projects.map(({ id, name }) => ({ value: id, label: name }))}
        value={projectId || null}
        onChange={(id) => {
          setProjectId(id ?? '');
          setAnswer(null);
        }}
      />
      <label className={styles.stack}>
        <span>{t('config.zip')}</span>
        <input
          type="file"
          accept=".zip,application/zip"
          onChange={(event) => {
            setZip(event.currentTarget.files?.[0] ?? null);
            setAnswer(null);
          }}
        />
      </label>
      <TextInput
        label={t('config.message')}
        maxLength={500}
        value={message}
        onChange={(event) => setMessage(event.currentTarget.value)}
      />
      {answer && (
        <ul className={styles.list} aria-label={t('config.importOutcome')} data-outcomes>
          {layers.map(({ name, layer, outcome, reason }) => (
            <li key={`${name} ${layer}`} className={styles.row}>
              <span className={styles.what}>
                <span className={styles.line}>
                  <span className={styles.name}>{name}</span>
                  <span className={styles.dim}>{layer}</span>
                </span>
                {reason !== null && <span className={styles.error}>{reason}</span>}
              </span>
              <Pill tone={TONES[outcome]}>{t(`config.outcome.${outcome}`)}</Pill>
            </li>
          ))}
        </ul>
      )}
      {hasRefusals && <Notice kind="error">{t('config.importRefused')}</Notice>}
      {ask.error !== null && <ProblemNotice error={ask.error} />}
      <Group justify="flex-end">
        <Button onClick={onDone}>{t('common.cancel')}</Button>
        {answer === null ? (
          <Button tone="primary" isBusy={ask.isBusy} unavailable={missing} onClick={() => void ask.run(true)}>
            {t('config.importTry')}
          </Button>
        ) : (
          <Button tone="primary" isBusy={ask.isBusy} unavailable={why} onClick={() => void ask.run(false)}>
            {t('config.import')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
