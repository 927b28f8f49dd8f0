import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import {
  Button,
  Dialog,
  Dim,
  EmptyState,
  Group,
  Panel,
  Pill,
  ProblemNotice,
  QueryView,
  Row,
  RowList,
  Stack,
  Textarea,
  TextInput,
  Time,
  toastDone,
} from '../../../components/ui';
import type { CiSource, CiStart } from '../../../lib/api';
import { fieldErrors } from '../../../lib/api/field-errors';
import { queryKeys } from '../../../lib/api/query-keys';
import { useLocalized, useTranslate } from '../../../lib/i18n';
import { ciStartsQuery, startBuild } from '../api/builds';
import { isAskable, START_TONES } from '../model/looks';
import { parametersOf } from '../model/parameters';

/** Builds of a Jenkins that people started here, through the queue to their versions. */
export function StartsPanel(props: { readonly source: CiSource; readonly mayStart: boolean }) {
  const { source, mayStart } = props;
  const t = useTranslate();
  const query = useQuery(ciStartsQuery(source.id));
  const [isStarting, setIsStarting] = useState(false);
  const reason = !mayStart
    ? t('ci.delivery.forUploaders')
    : isAskable(source)
      ? null
      : t('ci.start.needsAccess');
  const start = (
    <Button
      size="xs"
      icon={<IconPlayerPlay size={14} />}
      unavailable={reason}
      onClick={() => setIsStarting(true)}
    >
      {t('ci.start.new')}
    </Button>
  );
  return (
    <Panel title={t('ci.starts')} isFlush aside={start}>
      <QueryView query={query} what={t('ci.starts')} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState
              icon={<IconPlayerPlay size={22} />}
              title={t('ci.start.none')}
              text={t('ci.start.noneText')}
            />
          ) : (
            <RowList label={t('ci.starts')}>
              {items.map((one) => (
                <StartRow key={one.id} start={one} />
              ))}
            </RowList>
          )
        }
      </QueryView>
      <Dialog isOpen={isStarting} onClose={() => setIsStarting(false)} title={t('ci.start.new')}>
        <StartForm source={source} onDone={() => setIsStarting(false)} />
      </Dialog>
    </Panel>
  );
}

function StartRow({ start }: { readonly start: CiStart }) {
  const t = useTranslate();
  const localized = useLocalized();
  const { job, number, state, buildId, note, requestedAt, requestedByName, parameterNames } = start;
  const name = number === null ? job : `${job} #${number}`;
  return (
    <Row
      head={
        <>
          <Pill tone={START_TONES[state]}>{t(`ci.start.state.${state}`)}</Pill>
          {buildId ? <Link to={`/builds/${buildId}`}>{name}</Link> : <strong>{name}</strong>}
        </>
      }
    >
      {note && localized(note)}
      <Dim>
        {requestedByName} · <Time iso={requestedAt} />
        {parameterNames.length > 0 && ` · ${parameterNames.join(', ')}`}
      </Dim>
    </Row>
  );
}

function StartForm({ source, onDone }: { readonly source: CiSource; readonly onDone: () => void }) {
  const t = useTranslate();
  const cache = useQueryClient();
  const [job, setJob] = useState('');
  const [text, setText] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const parameters = parametersOf(text);
  const start = useMutation({
    mutationFn: () => startBuild(source.id, { job: job.trim(), parameters: parameters ?? {} }),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: queryKeys.ciStarts });
      toastDone(t('ci.start.done', { job: job.trim() }));
      onDone();
    },
  });
  const errors = fieldErrors(start.error);
  const jobFault = isAsked && job.trim() === '' ? t('form.required') : null;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setIsAsked(true);
        if (job.trim() !== '' && parameters) start.mutate();
      }}
    >
      <Stack gap="md">
        <TextInput
          label={t('ci.start.job')}
          description={t('ci.start.jobHelp')}
          maxLength={500}
          value={job}
          error={errors['job'] ?? jobFault}
          onChange={(event) => setJob(event.currentTarget.value)}
          data-autofocus
        />
        <Textarea
          label={t('ci.start.parameters')}
          description={t('ci.start.parametersHelp')}
          placeholder="VERSION=2.4.1"
          autosize
          minRows={2}
          value={text}
          error={errors['parameters'] ?? (parameters ? null : t('ci.start.parametersFault'))}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {start.error && <ProblemNotice error={start.error} />}
        <Group justify="flex-end">
          <Button onClick={onDone}>{t('common.cancel')}</Button>
          <Button type="submit" tone="primary" isBusy={start.isPending}>
            {t('ci.start.go')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
