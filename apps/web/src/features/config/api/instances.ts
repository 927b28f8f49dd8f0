import { infiniteQueryOptions } from '@tanstack/react-query';
import { PAGE_SIZE } from '../../../config/settings';
import { request, type InstancePage } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';

const LOOK_AGAIN_MS = 5_000;

export interface InstanceFilter {
  readonly environment: string;
  readonly state: string;
  readonly q: string;
}

export const instancesQuery = (id: string, filter: InstanceFilter) =>
  infiniteQueryOptions({
    queryKey: [...queryKeys.config(id), 'instances', filter],
    queryFn: ({ pageParam, signal }) =>
      request<InstancePage>(`/configs/${id}/instances`, {
        query: { ...filter, limit: PAGE_SIZE, cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    enabled: filter.environment !== '',
    refetchInterval: LOOK_AGAIN_MS,
  });
