import { useInfiniteQuery } from '@tanstack/react-query';
import { IconListDetails } from '@tabler/icons-react';
import { useState } from 'react';
import { Button, EmptyState, Panel, QueryView, SegmentedControl, Time } from '../../../components/ui';
import type { ReleaseEvent } from '../../../lib/api';
import { useLocalized, useTranslate } from '../../../lib/i18n';
import { eventsQuery } from '../api/list-events';
import styles from './events.module.css';

type Who = 'all' | 'user' | 'system';

export function Events({ releaseId }: { readonly releaseId: string }) {
  const t = useTranslate();
  const [who, setWho] = useState<Who>('all');
  const query = useInfiniteQuery(eventsQuery(releaseId));
  const events = (query.data?.pages ?? []).flatMap(({ items }) => items);
  const shown = events.filter(({ actor }) => who === 'all' || (actor === null ? 'system' : 'user') === who);
  return (
    <Panel
      id="events"
      title={t('release.events')}
      isFlush
      aside={
        <SegmentedControl
          size="xs"
          aria-label={t('release.eventsOf')}
          value={who}
          onChange={(value) => setWho(value as Who)}
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
              <ul className={styles.log}>
                {shown.map((event) => (
                  <EventLine key={event.seq} event={event} />
                ))}
              </ul>
            </div>
            {shown.length === 0 && (
              <EmptyState icon={<IconListDetails size={22} />} title={t('release.noEvents')} />
            )}
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

function EventLine({ event }: { readonly event: ReleaseEvent }) {
  const t = useTranslate();
  const localized = useLocalized();
  const { actor } = event;
  return (
    <li className={styles.event}>
      <span className={styles.at}>
        <Time iso={event.at} />
      </span>
      <span>
        {localized(event.text)}{' '}
        <span className={`${styles.actor} ${actor ? styles.user : ''}`}>
          {actor?.name ?? t('release.system')}
        </span>
      </span>
    </li>
  );
}
