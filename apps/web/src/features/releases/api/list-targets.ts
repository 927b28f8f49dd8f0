import { infiniteQueryOptions } from '@tanstack/react-query';
import { PAGE_SIZE } from '../../../config/settings';
import { request, type Page, type ReleaseTarget } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';

export interface TargetFilter {
  readonly status?: string;
  readonly wave?: string;
  readonly q?: string;
}

export const targetsQuery = (releaseId: string, filter: TargetFilter) =>
  infiniteQueryOptions({
    queryKey: [...queryKeys.releaseTargets(releaseId), filter],
    queryFn: ({ pageParam, signal }) =>
      request<Page<ReleaseTarget>>(`/releases/${releaseId}/targets`, {
        query: { ...filter, limit: PAGE_SIZE, cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
