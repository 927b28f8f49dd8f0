import { infiniteQueryOptions } from '@tanstack/react-query';
import { PAGE_SIZE } from '../../../config/settings';
import { request, type Page, type ReleaseEvent } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';

export const eventsQuery = (releaseId: string) =>
  infiniteQueryOptions({
    queryKey: queryKeys.releaseEvents(releaseId),
    queryFn: ({ pageParam, signal }) =>
      request<Page<ReleaseEvent>>(`/releases/${releaseId}/events`, {
        query: { limit: PAGE_SIZE, cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
