import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { PAGE_SIZE } from '../../../config/settings';
import { request, type Bin, type Page } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';

export interface BinFilter {
  readonly q?: string;
  readonly projectId?: string;
}

export const binsQuery = (filter: BinFilter) =>
  infiniteQueryOptions({
    queryKey: [...queryKeys.bins, 'paged', filter],
    queryFn: ({ pageParam, signal }) =>
      request<Page<Bin>>('/bins', { query: { ...filter, limit: PAGE_SIZE, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

const MANY = 200;

export const allBinsQuery = (projectId: string) =>
  queryOptions({
    queryKey: [...queryKeys.bins, 'all', projectId],
    queryFn: ({ signal }) => request<Page<Bin>>('/bins', { query: { projectId, limit: MANY }, signal }),
  });

const SUGGESTED = 20;

export const binSearchQuery = (projectId: string, q: string) =>
  queryOptions({
    queryKey: [...queryKeys.bins, 'search', projectId, q],
    queryFn: ({ signal }) =>
      request<Page<Bin>>('/bins', { query: { projectId, q, limit: SUGGESTED }, signal }),
    enabled: projectId !== '',
    placeholderData: (previous) => previous,
  });
