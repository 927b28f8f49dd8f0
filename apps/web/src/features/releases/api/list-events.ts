import { infiniteQueryOptions } from '@tanstack/react-query';
import { PAGE_SIZE } from '../../../config/settings';
import { request, type Page, type ReleaseEvent } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';

/** Whose events: of people, of the system, or of both. */
export type EventsBy = 'all' | 'user' | 'system';

export const eventsQuery = (releaseId: string, by: EventsBy) =>
  infiniteQueryOptions({
    queryKey: [...queryKeys.releaseEvents(releaseId), by],
    queryFn: ({ pageParam, signal }) =>
      request<Page<ReleaseEvent>>(`/releases/${releaseId}/events`, {
        query: { by: by === 'all' ? null : by, limit: PAGE_SIZE, cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
