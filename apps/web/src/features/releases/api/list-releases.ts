import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { PAGE_SIZE } from '../../../config/settings';
import { request, type Page, type ReleaseSummary } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';

export interface ReleaseFilter {
  readonly q?: string;
  readonly status?: string;
  readonly projectId?: string;
  readonly environmentId?: string;
}

const fetchPage = (filter: ReleaseFilter, limit: number, cursor: string | null, signal: AbortSignal) =>
  request<Page<ReleaseSummary>>('/releases', { query: { ...filter, limit, cursor }, signal });

export const releasesQuery = (filter: ReleaseFilter) =>
  infiniteQueryOptions({
    queryKey: [...queryKeys.releaseLists, 'paged', filter],
    queryFn: ({ pageParam, signal }) => fetchPage(filter, PAGE_SIZE, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

/** The newest few, for a block on another page. */
export const someReleasesQuery = (filter: ReleaseFilter, limit: number) =>
  queryOptions({
    queryKey: [...queryKeys.releaseLists, 'some', filter, limit],
    queryFn: ({ signal }) => fetchPage(filter, limit, null, signal),
  });
