import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { PAGE_SIZE, TIMESERIES_INTERVAL_MS } from '../../../config/settings';
import { request, type AlertGroup, type AlertSummary, type Page } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';

export interface AlertFilter {
  readonly projectId: string;
  readonly environmentId: string;
  readonly severity: string;
}

/** What fires changes its numbers with each look at the rules; what is over stays as it is. */
export const alertGroupsQuery = (state: 'firing' | 'resolved', filter: AlertFilter) =>
  infiniteQueryOptions({
    queryKey: [...queryKeys.alerts, 'groups', state, filter],
    queryFn: ({ pageParam, signal }) =>
      request<Page<AlertGroup>>('/alerts/groups', {
        query: { ...filter, state, limit: PAGE_SIZE, cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    ...(state === 'firing' ? { refetchInterval: TIMESERIES_INTERVAL_MS } : {}),
  });

/** How many fire; of everything that a person may see, or of one project. */
export const alertSummaryQuery = (projectId: string) =>
  queryOptions({
    queryKey: [...queryKeys.alerts, 'summary', projectId],
    queryFn: ({ signal }) => request<AlertSummary>('/alerts/summary', { query: { projectId }, signal }),
    refetchInterval: TIMESERIES_INTERVAL_MS,
  });
