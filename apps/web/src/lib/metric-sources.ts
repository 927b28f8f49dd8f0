import { queryOptions } from '@tanstack/react-query';
import { request, type MetricSources } from './api';
import { queryKeys } from './api/query-keys';

/** Whom the console can ask besides its own nodes. */
export const metricSourcesQuery = queryOptions({
  queryKey: queryKeys.metricSources,
  queryFn: ({ signal }) => request<MetricSources>('/monitoring/sources', { signal }),
  staleTime: 60_000,
});
