import { queryOptions, useQuery } from '@tanstack/react-query';
import { request, type ReleaseAnalysis, type ReleaseDetail } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';
import { isFinal } from '../model/status-look';

const EVERY_MS = 5_000;

/** What the judge says; asked again while it still may say something. */
const analysisQuery = (releaseId: string, isLive: boolean) =>
  queryOptions({
    queryKey: queryKeys.releaseAnalysis(releaseId),
    queryFn: ({ signal }) => request<ReleaseAnalysis>(`/releases/${releaseId}/analysis`, { signal }),
    refetchInterval: isLive ? EVERY_MS : false,
  });

/** Whether anything is judged in a release, and what came of it. */
export function useAnalysis(release: ReleaseDetail) {
  const isJudged = (release.plan.checks ?? []).length > 0 && release.startedAt !== null;
  const query = useQuery({ ...analysisQuery(release.id, !isFinal(release.status)), enabled: isJudged });
  return { isJudged, query } as const;
}
