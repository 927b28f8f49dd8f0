import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { PAGE_SIZE } from '../../../config/settings';
import {
  request,
  type CiBuild,
  type CiBuildDetail,
  type CiImport,
  type CiProvenances,
  type CiStart,
  type CiStarts,
  type Page,
} from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';

const LOOK_MS = 5_000;
const FEW = 8;

/** What is given narrows it down. */
export interface BuildFilter {
  readonly sourceId?: string;
  readonly bin?: string;
  readonly job?: string;
  readonly state?: string;
}

export const ciBuildsQuery = (filter: BuildFilter) =>
  infiniteQueryOptions({
    queryKey: [...queryKeys.ciBuilds, 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      request<Page<CiBuild>>('/ci/builds', {
        query: { ...filter, limit: PAGE_SIZE, cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: LOOK_MS,
  });

export const someBuildsQuery = (filter: BuildFilter) =>
  queryOptions({
    queryKey: [...queryKeys.ciBuilds, 'some', filter],
    queryFn: ({ signal }) =>
      request<Page<CiBuild>>('/ci/builds', { query: { ...filter, limit: FEW }, signal }),
    refetchInterval: LOOK_MS,
  });

export const ciBuildQuery = (id: string) =>
  queryOptions({
    queryKey: [...queryKeys.ciBuilds, 'one', id],
    queryFn: ({ signal }) => request<CiBuildDetail>(`/ci/builds/${id}`, { signal }),
    refetchInterval: LOOK_MS,
  });

export const retryImport = (id: string): Promise<CiImport> =>
  request(`/ci/imports/${id}/retry`, { method: 'POST' });

export const provenanceQuery = (bin: string, version: string) =>
  queryOptions({
    queryKey: [...queryKeys.ciProvenance, bin, version],
    queryFn: ({ signal }) => request<CiProvenances>('/ci/provenance', { query: { bin, version }, signal }),
  });

export const ciStartsQuery = (sourceId: string) =>
  queryOptions({
    queryKey: [...queryKeys.ciStarts, sourceId],
    queryFn: ({ signal }) => request<CiStarts>(`/ci/sources/${sourceId}/builds/started`, { signal }),
    refetchInterval: LOOK_MS,
  });

export const startBuild = (
  sourceId: string,
  body: { readonly job: string; readonly parameters: Readonly<Record<string, string>> },
): Promise<CiStart> => request(`/ci/sources/${sourceId}/builds`, { method: 'POST', body });
