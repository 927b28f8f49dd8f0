import { queryOptions } from '@tanstack/react-query';
import { request, type ReleaseAnalysis } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';

const EVERY_MS = 5_000;

/** What the judge says; asked again while it still may say something. */
export const analysisQuery = (releaseId: string, isLive: boolean) =>
  queryOptions({
    queryKey: queryKeys.releaseAnalysis(releaseId),
    queryFn: ({ signal }) => request<ReleaseAnalysis>(`/releases/${releaseId}/analysis`, { signal }),
    refetchInterval: isLive ? EVERY_MS : false,
  });
