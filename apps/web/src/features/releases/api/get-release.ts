import { queryOptions } from '@tanstack/react-query';
import { request, type ReleaseDetail } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';

export const releaseQuery = (id: string) =>
  queryOptions({
    queryKey: queryKeys.release(id),
    queryFn: ({ signal }) => request<ReleaseDetail>(`/releases/${encodeURIComponent(id)}`, { signal }),
    staleTime: 1_000,
    // An answer that was asked for before the last patch arrived must not turn the page back.
    structuralSharing: (before, after) =>
      isOlder(after as ReleaseDetail, before as ReleaseDetail | undefined) ? before : after,
  });

/** As its form was opened: the live copy is a moving one, and its revision runs ahead of its plan. */
export const openedReleaseQuery = (id: string) =>
  queryOptions({
    queryKey: [...queryKeys.releases, 'opened', id],
    queryFn: ({ signal }) => request<ReleaseDetail>(`/releases/${encodeURIComponent(id)}`, { signal }),
    staleTime: 'static',
    gcTime: 0,
  });

const isOlder = (after: ReleaseDetail, before: ReleaseDetail | undefined): boolean =>
  before !== undefined && before.id === after.id && after.revision < before.revision;
