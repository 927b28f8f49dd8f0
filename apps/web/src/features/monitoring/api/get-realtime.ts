import { queryOptions } from '@tanstack/react-query';
import { REALTIME_INTERVAL_MS } from '../../../config/settings';
import { request, type Realtime } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';
import type { FigureScope } from '../model/figure-scope';

/** The last minute that nodes have told; asked for again and again while somebody looks. */
export const realtimeQuery = (scope: FigureScope) =>
  queryOptions({
    queryKey: [...queryKeys.monitoring, 'realtime', scope],
    queryFn: ({ signal }) => request<Realtime>('/monitoring/realtime', { query: { ...scope }, signal }),
    refetchInterval: REALTIME_INTERVAL_MS,
  });
