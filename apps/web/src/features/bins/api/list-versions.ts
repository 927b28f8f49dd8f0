import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { PAGE_SIZE } from '../../../config/settings';
import { request, type BinVersion, type Page } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';

const fetchPage = (bin: string, limit: number, cursor: string | null, signal: AbortSignal) =>
  request<Page<BinVersion>>(`/bins/${encodeURIComponent(bin)}/versions`, {
    query: { limit, cursor },
    signal,
  });

export const versionsQuery = (bin: string) =>
  infiniteQueryOptions({
    queryKey: [...queryKeys.bin(bin), 'versions'],
    queryFn: ({ pageParam, signal }) => fetchPage(bin, PAGE_SIZE, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

const NEWEST = 100;

/** The newest ones, to choose from. */
export const newestVersionsQuery = (bin: string) =>
  queryOptions({
    queryKey: [...queryKeys.bin(bin), 'newest'],
    queryFn: ({ signal }) => fetchPage(bin, NEWEST, null, signal),
    enabled: bin !== '',
  });

export const versionQuery = (bin: string, version: string) =>
  queryOptions({
    queryKey: [...queryKeys.bin(bin), 'version', version],
    queryFn: ({ signal }) =>
      request<BinVersion>(`/bins/${encodeURIComponent(bin)}/versions/${encodeURIComponent(version)}`, {
        signal,
      }),
  });
