import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { IconListDetails } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { Link, useLocation } from 'react-router';
import { Button, EmptyState, Panel, QueryView, SegmentedControl, Time } from '../../../components/ui';
import type { ReleaseEvent } from '../../../lib/api';
import { useLocalized, useTranslate } from '../../../lib/i18n';
import { hashOf } from '../../../lib/navigation/hash-target';
import { eventsQuery, type EventsBy } from '../api/list-events';
import { useEventShown } from '../model/use-event-shown';
import styles from './events.module.css';

export function Events(props: {
  readonly releaseId: string;
  /** Numbers of the events that the charts have marks for. */
  readonly marked: ReadonlySet<number>;
}) {
  const { releaseId, marked } = props;
  const t = useTranslate();
  const [by, setBy] = useState<EventsBy>('all');
  const query = useInfiniteQuery({ ...eventsQuery(releaseId, by), placeholderData: keepPreviousData });
  const events = (query.data?.pages ?? []).flatMap(({ items }) => items);
  const list = useRef<HTMLUListElement>(null);
  const open = useEventShown(list, {
    shown: query.data && !query.isPlaceholderData ? events.map(({ seq }) => seq) : null,
    isFiltered: by !== 'all',
    hasOlder: query.hasNextPage,
    isBusy: query.isFetchingNextPage,
    onUnfilter: () => setBy('all'),
    onOlder: () => void query.fetchNextPage(),
  });
  return (
    <Panel
      id="events"
      title={t('release.events')}
      isFlush
      aside={
        <SegmentedControl
          size="xs"
          aria-label={t('release.eventsOf')}
          value={by}
          onChange={(value) => setBy(value as EventsBy)}
          data={[
            { value: 'all', label: t('release.eventsAll') },
            { value: 'user', label: t('release.eventsPeople') },
            { value: 'system', label: t('release.eventsSystem') },
          ]}
        />
      }
    >
      <QueryView query={query} what={t('release.events')} rows={4}>
        {() => (
          <>
            <div role="log" aria-label={t('release.events')} aria-live="polite">
              <ul className={styles.log} ref={list}>
                {events.map((event) => (
                  <EventLine
                    key={event.seq}
                    event={event}
                    isMarked={marked.has(event.seq)}
                    isOpen={event.seq === open}
                  />
                ))}
              </ul>
            </div>
            {events.length === 0 && <NoEvents isFiltered={by !== 'all'} onClear={() => setBy('all')} />}
            {query.hasNextPage && (
              <div className={styles.more}>
                <Button
                  size="xs"
                  isBusy={query.isFetchingNextPage}
                  onClick={() => void query.fetchNextPage()}
                >
                  {t('common.older')}
                </Button>
              </div>
            )}
          </>
        )}
      </QueryView>
    </Panel>
  );
}

function NoEvents(props: { readonly isFiltered: boolean; readonly onClear: () => void }) {
  const t = useTranslate();
  const icon = <IconListDetails size={22} />;
  if (!props.isFiltered) return <EmptyState icon={icon} title={t('release.noEvents')} />;
  return (
    <EmptyState
      icon={icon}
      title={t('empty.noMatch')}
      action={<Button onClick={props.onClear}>{t('common.clearFilters')}</Button>}
    />
  );
}

function EventLine(props: {
  readonly event: ReleaseEvent;
  /** Whether the charts have a mark for it. */
  readonly isMarked: boolean;
  /** Whether the address points at it. */
  readonly isOpen: boolean;
}) {
  const { event, isMarked, isOpen } = props;
  const t = useTranslate();
  const localized = useLocalized();
  const { actor, seq } = event;
  return (
    <li id={`event-${seq}`} className={styles.event} tabIndex={-1} data-open={isOpen}>
      <span className={styles.at}>
        <Time iso={event.at} />
      </span>
      <span>
        {localized(event.text)}{' '}
        <span className={`${styles.actor} ${actor ? styles.user : ''}`}>
          {actor?.name ?? t('release.system')}
        </span>{' '}
        {isMarked && <ToCharts seq={seq} />}
      </span>
    </li>
  );
}

function ToCharts({ seq }: { readonly seq: number }) {
  const t = useTranslate();
  const { search } = useLocation();
  return (
    <Link className={styles.toCharts} to={{ search, hash: hashOf('mark', seq) }} preventScrollReset>
      {t('release.inCharts')}
    </Link>
  );
}
