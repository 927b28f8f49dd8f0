import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { NODE_PAGE_SIZE } from '../../../config/settings';
import { request, type FleetNode, type Page } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';
import { isMark, MARK_LOOKS } from '../model/node-marks';

export interface NodeFilter {
  readonly q?: string;
  readonly projectId?: string;
  readonly environmentId?: string;
  readonly presence?: string;
  readonly lifecycle?: string;
  readonly label?: string;
  readonly mark?: string;
}

const fetchPage = (
  { mark, ...filter }: NodeFilter,
  limit: number,
  cursor: string | null,
  signal: AbortSignal,
) => request<Page<FleetNode>>('/nodes', { query: { ...filter, ...markQuery(mark), limit, cursor }, signal });

const markQuery = (mark: string | undefined): Readonly<Record<string, string>> =>
  isMark(mark) ? { [MARK_LOOKS[mark].parameter]: 'true' } : {};

export const nodesQuery = (filter: NodeFilter) =>
  infiniteQueryOptions({
    queryKey: [...queryKeys.nodes, 'paged', filter],
    queryFn: ({ pageParam, signal }) => fetchPage(filter, NODE_PAGE_SIZE, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

/** A sample large enough to learn which labels the nodes of an environment or a project have. */
export const nodeSampleQuery = (place: { readonly environmentId: string } | { readonly projectId: string }) =>
  queryOptions({
    queryKey: [...queryKeys.nodes, 'sample', place],
    queryFn: ({ signal }) => fetchPage(place, NODE_PAGE_SIZE, null, signal),
    enabled: !Object.values(place).includes(''),
    staleTime: 60_000,
  });
