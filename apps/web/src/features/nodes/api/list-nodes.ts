import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { NODE_PAGE_SIZE } from '../../../config/settings';
import { request, type FleetNode, type Page } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';

export interface NodeFilter {
  readonly q?: string;
  readonly projectId?: string;
  readonly environmentId?: string;
  readonly presence?: string;
  readonly lifecycle?: string;
  readonly label?: string;
}

const fetchPage = (filter: NodeFilter, limit: number, cursor: string | null, signal: AbortSignal) =>
  request<Page<FleetNode>>('/nodes', { query: { ...filter, limit, cursor }, signal });

export const nodesQuery = (filter: NodeFilter) =>
  infiniteQueryOptions({
    queryKey: [...queryKeys.nodes, 'paged', filter],
    queryFn: ({ pageParam, signal }) => fetchPage(filter, NODE_PAGE_SIZE, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

/** A sample large enough to learn which labels an environment has. */
export const nodeSampleQuery = (environmentId: string) =>
  queryOptions({
    queryKey: [...queryKeys.nodes, 'sample', environmentId],
    queryFn: ({ signal }) => fetchPage({ environmentId }, NODE_PAGE_SIZE, null, signal),
    enabled: environmentId !== '',
    staleTime: 60_000,
  });
