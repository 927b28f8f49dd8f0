import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconInbox } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import {
  Button,
  CodeBlock,
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
import type { CiDelivery } from '../../../lib/api';
import { pagedRows } from '../../../lib/api/paged-rows';
import { queryKeys } from '../../../lib/api/query-keys';
import { formatBytes } from '../../../lib/format';
import { useLanguage, useLocalized, useTranslate } from '../../../lib/i18n';
import { ciDeliveriesQuery, ciDeliveryQuery, replayDelivery } from '../api/deliveries';
import { DELIVERY_STATES, DELIVERY_TONES } from '../model/looks';

/** What a source sent, and what became of it. */
export function DeliveriesPanel(props: {
  readonly sourceId: string;
  readonly state: string;
  readonly mayReplay: boolean;
  readonly onFilter: (state: string) => void;
}) {
  const { sourceId, state, mayReplay, onFilter } = props;
  const t = useTranslate();
  const query = useInfiniteQuery(ciDeliveriesQuery(sourceId, state));
  const { rows } = pagedRows(query);
  const filter = (
    <Select
      size="xs"
      aria-label={t('ci.delivery.state')}
      placeholder={t('ci.anyState')}
      clearable
      data={DELIVERY_STATES.map((one) => ({ value: one, label: t(`ci.delivery.state.${one}`) }))}
      value={state || null}
      onChange={(chosen) => onFilter(chosen ?? '')}
      w={160}
    />
  );
  return (
    <Panel title={t('ci.deliveries')} isFlush aside={filter}>
      <QueryView query={query} what={t('ci.deliveries')} rows={3} rowHeight={72}>
        {() =>
          rows.length === 0 ? (
            <Nothing isFiltered={state !== ''} onClear={() => onFilter('')} />
          ) : (
            <RowList label={t('ci.deliveries')}>
              {rows.map((delivery) => (
                <DeliveryRow key={delivery.id} delivery={delivery} mayReplay={mayReplay} />
              ))}
            </RowList>
          )
        }
      </QueryView>
      <MoreRows query={query} />
    </Panel>
  );
}

function Nothing(props: { readonly isFiltered: boolean; readonly onClear: () => void }) {
  const t = useTranslate();
  const icon = <IconInbox size={22} />;
  if (!props.isFiltered)
    return <EmptyState icon={icon} title={t('ci.delivery.none')} text={t('ci.delivery.noneText')} />;
  const clear = <Button onClick={props.onClear}>{t('common.clearFilters')}</Button>;
  return <EmptyState icon={icon} title={t('empty.noMatch')} action={clear} />;
}

function DeliveryRow(props: { readonly delivery: CiDelivery; readonly mayReplay: boolean }) {
  const { delivery, mayReplay } = props;
  const t = useTranslate();
  const localized = useLocalized();
  const language = useLanguage();
  const { id, event, state, fate, buildId, receivedAt, duplicates, attempts, sizeBytes } = delivery;
  return (
    <Row
      head={
        <>
          <Pill tone={DELIVERY_TONES[state]}>{t(`ci.delivery.state.${state}`)}</Pill>
          <strong>{event}</strong>
          <Time iso={receivedAt} />
          {buildId && <Link to={`/builds/${buildId}`}>{t('ci.build.one')}</Link>}
        </>
      }
      actions={<Replay delivery={delivery} mayReplay={mayReplay} />}
      below={<Body id={id} />}
    >
      {fate && localized(fate)}
      <Dim>
        {formatBytes(sizeBytes, language)}
        {attempts > 1 && ` · ${t('ci.delivery.attempts', { count: attempts })}`}
        {duplicates > 0 && ` · ${t('ci.delivery.duplicates', { count: duplicates })}`}
      </Dim>
    </Row>
  );
}

function Replay({ delivery, mayReplay }: { readonly delivery: CiDelivery; readonly mayReplay: boolean }) {
  const t = useTranslate();
  const cache = useQueryClient();
  const replay = useMutation({
    mutationFn: () => replayDelivery(delivery.id),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: queryKeys.ci });
      toastDone(t('ci.delivery.replayed'));
    },
  });
  const reason = !mayReplay
    ? t('ci.delivery.forUploaders')
    : delivery.state === 'conflict'
      ? t('ci.delivery.noReplay')
      : null;
  return (
    <>
      <Button size="xs" unavailable={reason} isBusy={replay.isPending} onClick={() => replay.mutate()}>
        {t('ci.delivery.replay')}
      </Button>
      {replay.error && <ProblemNotice error={replay.error} />}
    </>
  );
}

function Body({ id }: { readonly id: string }) {
  const t = useTranslate();
  const [isOpen, setIsOpen] = useState(false);
  const query = useQuery({ ...ciDeliveryQuery(id), enabled: isOpen });
  return (
    <Folded title={t('ci.delivery.body')} onOpen={() => setIsOpen(true)}>
      {isOpen && (
        <QueryView query={query} what={t('ci.delivery.body')} rows={2}>
          {({ body, key }) => (
            <>
              <Dim>
                {t('ci.delivery.key')} <code>{key}</code>
              </Dim>
              {body === null ? (
                <p>{t('ci.delivery.bodyGone')}</p>
              ) : (
                <CodeBlock text={JSON.stringify(body, null, 2)} label={t('ci.delivery.body')} />
              )}
            </>
          )}
        </QueryView>
      )}
    </Folded>
  );
}
