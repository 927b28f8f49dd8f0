import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconMailOff } from '@tabler/icons-react';
import { useState } from 'react';
import {
  Button,
  CodeBlock,
  Dialog,
  Dim,
  EmptyState,
  Folded,
  MoreRows,
  Panel,
  Pill,
  ProblemNotice,
  QueryView,
  Row,
  RowList,
  Select,
  Time,
  toastDone,
} from '../../../components/ui';
import type { Message, TemplateKind } from '../../../lib/api';
import { pagedRows } from '../../../lib/api/paged-rows';
import { queryKeys } from '../../../lib/api/query-keys';
import { useLocalized, useTranslate } from '../../../lib/i18n';
import { messagesQuery, sendAgain, type MessageFilter } from '../api/messages';
import { messageKindsQuery } from '../api/texts';
import { MESSAGE_STATES, MESSAGE_TONES, OUTCOME_TONES, SEVERITY_TONES } from '../model/looks';
import styles from './notifications.module.css';
import { SendAgainForm } from './send-again-form';

/** What was sent to a channel, with each answer of the other side. */
export function MessageLog(props: {
  readonly channelId: string;
  readonly filter: MessageFilter;
  readonly onFilter: (filter: Partial<MessageFilter>) => void;
}) {
  const { channelId, filter, onFilter } = props;
  const t = useTranslate();
  const query = useInfiniteQuery(messagesQuery(channelId, filter));
  const kinds = useQuery(messageKindsQuery).data?.items ?? [];
  const [isResending, setIsResending] = useState(false);
  const { rows } = pagedRows(query);
  const isFiltered = filter.state !== '' || filter.eventType !== '';
  const clear = (): void => onFilter({ state: '', eventType: '' });
  return (
    <Panel
      title={t('message.log')}
      isFlush
      aside={
        <div className={styles.filters}>
          <Filters filter={filter} kinds={kinds} onFilter={onFilter} />
          <Button size="xs" onClick={() => setIsResending(true)}>
            {t('message.againAll')}
          </Button>
        </div>
      }
    >
      <QueryView query={query} what={t('message.log')} rows={3} rowHeight={72}>
        {() =>
          rows.length === 0 ? (
            <EmptyState
              icon={<IconMailOff size={22} />}
              title={t(isFiltered ? 'empty.noMatch' : 'message.none')}
              {...(isFiltered
                ? { action: <Button onClick={clear}>{t('common.clearFilters')}</Button> }
                : { text: t('message.noneText') })}
            />
          ) : (
            <RowList label={t('message.log')}>
              {rows.map((message) => (
                <MessageRow
                  key={message.id}
                  channelId={channelId}
                  message={message}
                  kind={kinds.find(({ eventType }) => eventType === message.event.type)}
                />
              ))}
            </RowList>
          )
        }
      </QueryView>
      <MoreRows query={query} />
      <Dialog isOpen={isResending} onClose={() => setIsResending(false)} title={t('message.againAll')}>
        <SendAgainForm channelId={channelId} onDone={() => setIsResending(false)} />
      </Dialog>
    </Panel>
  );
}

function Filters(props: {
  readonly filter: MessageFilter;
  readonly kinds: readonly TemplateKind[];
  readonly onFilter: (filter: Partial<MessageFilter>) => void;
}) {
  const { filter, kinds, onFilter } = props;
  const t = useTranslate();
  const localized = useLocalized();
  return (
    <>
      <Select
        size="xs"
        aria-label={t('message.state')}
        placeholder={t('message.anyState')}
        clearable
        data={MESSAGE_STATES.map((state) => ({ value: state, label: t(`message.state.${state}`) }))}
        value={filter.state || null}
        onChange={(state) => onFilter({ state: state ?? '' })}
        w={140}
      />
      <Select
        size="xs"
        aria-label={t('texts.event')}
        placeholder={t('subscription.allEvents')}
        clearable
        searchable
        data={kinds.map(({ eventType, label }) => ({ value: eventType, label: localized(label) }))}
        value={filter.eventType || null}
        onChange={(eventType) => onFilter({ eventType: eventType ?? '' })}
        w={190}
      />
    </>
  );
}

function MessageRow(props: {
  readonly channelId: string;
  readonly message: Message;
  readonly kind: TemplateKind | undefined;
}) {
  const { channelId, message, kind } = props;
  const t = useTranslate();
  const localized = useLocalized();
  const { event, state, createdAt, nextAt, mergedWith, attempts, why } = message;
  return (
    <Row
      head={
        <>
          <Pill tone={MESSAGE_TONES[state]}>{t(`message.state.${state}`)}</Pill>
          <strong>{event.title}</strong>
          <Pill tone={SEVERITY_TONES[event.severity]}>{t(`severity.${event.severity}`)}</Pill>
        </>
      }
      actions={state !== 'waiting' && <Again channelId={channelId} id={message.id} />}
      below={attempts.length > 0 && <Attempts attempts={attempts} />}
    >
      <Dim>
        {kind ? localized(kind.label) : event.type} · <Time iso={createdAt} />
        {state === 'waiting' && nextAt && (
          <>
            {' · '}
            {t('message.next')} <Time iso={nextAt} isExact />
          </>
        )}
        {mergedWith !== null && ` · ${t('message.merged')}`}
        {why && ` · ${localized(why)}`}
      </Dim>
    </Row>
  );
}

function Again({ channelId, id }: { readonly channelId: string; readonly id: string }) {
  const t = useTranslate();
  const cache = useQueryClient();
  const again = useMutation({
    mutationFn: () => sendAgain(channelId, { deliveryIds: [id] }),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: queryKeys.channels });
      toastDone(t('message.againDone', { count: 1 }));
    },
  });
  return (
    <>
      <Button size="xs" isBusy={again.isPending} onClick={() => again.mutate()}>
        {t('message.again')}
      </Button>
      {again.error && <ProblemNotice error={again.error} />}
    </>
  );
}

function Attempts({ attempts }: { readonly attempts: Message['attempts'] }) {
  const t = useTranslate();
  const localized = useLocalized();
  return (
    <Folded title={t('message.attempts', { count: attempts.length })}>
      <ul className={styles.attempts}>
        {attempts.map(({ at, outcome, status, durationMs, answer, why }) => (
          <li key={at}>
            <div className={styles.line}>
              <Pill tone={OUTCOME_TONES[outcome]}>{t(`message.outcome.${outcome}`)}</Pill>
              <Time iso={at} isExact />
              <span>
                {status === null ? t('message.noStatus') : t('message.status', { status })} ·{' '}
                {t('message.took', { ms: durationMs })}
              </span>
            </div>
            {why && <p>{localized(why)}</p>}
            {answer !== '' && <CodeBlock text={answer} label={t('message.answer')} />}
          </li>
        ))}
      </ul>
    </Folded>
  );
}
