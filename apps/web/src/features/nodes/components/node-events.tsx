import { useQuery } from '@tanstack/react-query';
import { IconListDetails } from '@tabler/icons-react';
import { NodeError } from '../../../components/node-error';
import { EmptyState, Panel, QueryView, Time } from '../../../components/ui';
import type { NodeEvent } from '../../../lib/api';
import { formatDuration } from '../../../lib/format';
import { useLanguage, useLocalized, useTranslate } from '../../../lib/i18n';
import { nodeEventsQuery } from '../api/get-node';
import styles from './nodes.module.css';

export function NodeEvents({ nodeId }: { readonly nodeId: string }) {
  const t = useTranslate();
  const query = useQuery(nodeEventsQuery(nodeId));
  return (
    <Panel title={t('node.events')} isFlush>
      <QueryView query={query} what={t('node.events')}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon={<IconListDetails size={22} />} title={t('release.noEvents')} />
          ) : (
            <ul>
              {items.map((event, index) => (
                <EventLine key={event.id ?? `${event.at}-${index}`} event={event} />
              ))}
            </ul>
          )
        }
      </QueryView>
    </Panel>
  );
}

function EventLine({ event }: { readonly event: NodeEvent }) {
  const localized = useLocalized();
  const language = useLanguage();
  const facts = [event.bin, event.phase].filter(Boolean).join(' · ');
  return (
    <li className={styles.row}>
      <span className={styles.dim} style={{ width: '8rem' }}>
        <Time iso={event.at} />
      </span>
      <span className={styles.grow}>
        {event.text ? localized(event.text) : facts}
        {event.error && <NodeError error={event.error} />}
      </span>
      {event.durationMs !== null && event.durationMs !== undefined && (
        <span className={styles.dim}>
          {event.durationMs < 1_000
            ? `${event.durationMs} ms`
            : formatDuration(event.durationMs / 1_000, language)}
        </span>
      )}
    </li>
  );
}
