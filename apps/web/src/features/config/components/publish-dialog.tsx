import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  Button,
  Checkbox,
  Dialog,
  EnvironmentTag,
  Group,
  Notice,
  ProblemNotice,
  QueryView,
  Select,
  Stack,
  Textarea,
} from '../../../components/ui';
import { isProblem, type ConfigEnvironment, type ConfigFile } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';
import { useTranslate } from '../../../lib/i18n';
import { diffQuery, effectiveQuery } from '../api/layers';
import { publishConfig, type Publish } from '../api/publications';
import type { ConfigRights } from '../model/rights';
import styles from './config.module.css';
import { ConfigDiff } from './diff/config-diff';
import { useReleaseAct } from './release-acts';

/** What belongs to other features and is brought by the page. */
export interface PublishSources {
  readonly templates: readonly { readonly id: string; readonly name: string }[];
  readonly nodeCounts: ReadonlyMap<string, number>;
}

/** The last look before a release: exactly what changes, where, and what then happens. */
export function PublishDialog(props: {
  readonly file: ConfigFile;
  readonly environment: ConfigEnvironment;
  readonly rights: ConfigRights;
  readonly sources: PublishSources;
  readonly onEnvironment: (code: string) => void;
  readonly onClose: () => void;
}) {
  const { file, environment, rights, sources, onClose } = props;
  const { code, stable, isDeleted } = environment;
  const t = useTranslate();
  const cache = useQueryClient();
  const [notes, setNotes] = useState('');
  const [template, setTemplate] = useState('');
  const [evenIfBad, setEvenIfBad] = useState(false);
  const effective = useQuery({ ...effectiveQuery(file.id, code), staleTime: 0 });
  const diff = useQuery({
    ...diffQuery(file.id, stable ? `published:${code}` : '', `draft:${code}`),
    staleTime: 0,
  });
  const act = useReleaseAct('publish', (wish: Publish, key) => publishConfig(file.id, wish, key));
  const wasBad = isProblem(act.error, 'CONFIG_WAS_BAD');
  const isStale = isProblem(act.error, 'CONFIG_CHANGED');
  const why = (): string | null => {
    if (!rights.mayPublish) return t('config.mayNotPublish');
    if (!effective.data) return t('action.asking');
    if (stable && diff.data && !diff.data.isChanged)
      return t('config.nothingToPublish', { name: environment.name });
    return null;
  };
  const publish = (): void => {
    if (!effective.data) return;
    const { baseVersion, overrideVersion } = effective.data;
    act.run({
      environment: code,
      ...{ baseVersion, overrideVersion, evenIfBad, notes: notes.trim(), strategyTemplateId: template },
    });
  };
  const lookAgain = (): void => {
    act.forget();
    void cache.invalidateQueries({ queryKey: queryKeys.config(file.id) });
  };
  return (
    <Dialog
      isOpen
      size="xl"
      onClose={onClose}
      title={
        <Group gap="xs" component="span">
          <EnvironmentTag name={environment.name} isProduction={environment.isProduction} />
          <span>{t('config.publishTitle', { file: file.name })}</span>
        </Group>
      }
    >
      <Stack gap="md" data-publish>
        <Environments {...props} />
        {isDeleted && (
          <Notice kind="warning">{t('config.publishesDeletion', { name: environment.name })}</Notice>
        )}
        {stable ? (
          <QueryView query={diff} what={t('config.whatChanged')} rows={5} rowHeight={18}>
            {(found) => <ConfigDiff diff={found} label={t('diff.label', { name: file.name })} />}
          </QueryView>
        ) : (
          <FirstText query={effective} />
        )}
        <Textarea
          label={t('config.why')}
          description={t('config.whyHelp')}
          autosize
          minRows={2}
          maxLength={10_000}
          value={notes}
          onChange={(event) => setNotes(event.currentTarget.value)}
        />
        <Select
          label={t('config.strategy')}
          {...(template === '' ? { description: t('config.defaultStrategyText') } : {})}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          data={[
            { value: '', label: t('config.defaultStrategy') },
            ...sources.templates.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={template}
          onChange={(value) => setTemplate(value ?? '')}
        />
        <Notice kind="info">
          {t('config.consequence', {
            name: environment.name,
            count: sources.nodeCounts.get(code) ?? 0,
          })}
        </Notice>
        {wasBad && (
          <Checkbox
            label={t('config.evenIfBad')}
            checked={evenIfBad}
            onChange={(event) => setEvenIfBad(event.currentTarget.checked)}
          />
        )}
        {act.error && <ProblemNotice error={act.error} />}
        <Group justify="flex-end">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          {isStale && <Button onClick={lookAgain}>{t('action.lookAgain')}</Button>}
          <Button
            tone="primary"
            isBusy={act.isBusy}
            unavailable={why()}
            onClick={publish}
            data-autofocus
            data-confirm
          >
            {t('config.publishTo', { name: environment.name })}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

function Environments(props: Parameters<typeof PublishDialog>[0]) {
  const { file, environment, onEnvironment } = props;
  const t = useTranslate();
  return (
    <Select
      label={t('release.environment')}
      data={file.environments.map(({ code, name }) => ({ value: code, label: name }))}
      value={environment.code}
      onChange={(code) => code && onEnvironment(code)}
    />
  );
}

/** There is nothing to compare the first text of an environment with. */
function FirstText({ query }: { readonly query: ReturnType<typeof useQuery<EffectiveText>> }) {
  const t = useTranslate();
  return (
    <QueryView query={query} what={t('config.tab.effective')} rows={5} rowHeight={18}>
      {({ text, isHidden }) => (
        <>
          <p className={styles.dim}>{t('diff.new')}</p>
          {isHidden || text === null ? (
            <Notice kind="info">{t('diff.hidden')}</Notice>
          ) : (
            <pre className={styles.firstText} tabIndex={0} aria-label={t('config.firstText')}>
              {text}
            </pre>
          )}
        </>
      )}
    </QueryView>
  );
}

interface EffectiveText {
  readonly text: string | null;
  readonly isHidden: boolean;
}
