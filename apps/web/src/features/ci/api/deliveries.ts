import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { PAGE_SIZE } from '../../../config/settings';
import { request, type CiDelivery, type CiDeliveryDetail, type Page } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';

const LOOK_MS = 5_000;

export const ciDeliveriesQuery = (sourceId: string, state: string) =>
  infiniteQueryOptions({
    queryKey: [...queryKeys.ciDeliveries, sourceId, state],
    queryFn: ({ pageParam, signal }) =>
      request<Page<CiDelivery>>('/ci/deliveries', {
        query: { sourceId, state, limit: PAGE_SIZE, cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: LOOK_MS,
  });

export const ciDeliveryQuery = (id: string) =>
  queryOptions({
    queryKey: [...queryKeys.ciDeliveries, 'one', id],
    queryFn: ({ signal }) => request<CiDeliveryDetail>(`/ci/deliveries/${id}`, { signal }),
  });

export const replayDelivery = (id: string): Promise<CiDelivery> =>
  request(`/ci/deliveries/${id}/replay`, { method: 'POST' });
