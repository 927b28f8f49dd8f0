import { queryOptions } from '@tanstack/react-query';
import { request, type ReleaseDetail } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';
import { serverNow } from '../../../lib/format';
import { isFinal } from '../model/status-look';

const ASK_AGAIN_MS = 30_000;
/** What the clock decides the server acts on a moment later. */
const SETTLES_MS = 1_000;

export const releaseQuery = (id: string) =>
  queryOptions({
    queryKey: queryKeys.release(id),
    queryFn: ({ signal }) => request<ReleaseDetail>(`/releases/${encodeURIComponent(id)}`, { signal }),
    staleTime: 1_000,
    refetchInterval: ({ state }) => (state.data ? askAgainMs(state.data) : false),
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

/** A gate that the clock opens or closes says nothing on the live line. */
function askAgainMs({ status, steps, blockedBy }: ReleaseDetail): number | false {
  if (isFinal(status)) return false;
  const ends = [...steps.map(({ endsAt }) => endsAt), ...blockedBy.map(({ until }) => until)];
  const waits = ends
    .filter((end) => end !== null)
    .map((end) => Date.parse(end) + SETTLES_MS - serverNow())
    .filter((ms) => ms > 0);
  return Math.min(ASK_AGAIN_MS, ...waits);
}

const isOlder = (after: ReleaseDetail, before: ReleaseDetail | undefined): boolean =>
  before !== undefined && before.id === after.id && after.revision < before.revision;
