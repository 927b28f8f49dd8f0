import { queryOptions, useQuery } from '@tanstack/react-query';
import { ApiProblem, request, type ComparedRelease, type ReleaseComparison } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';

/** Without `a` the server takes the release before `b`. */
export const comparisonQuery = (a: string, b: string) =>
  queryOptions({
    queryKey: [...queryKeys.releases, 'compare', a, b],
    queryFn: ({ signal }) =>
      request<ReleaseComparison>('/releases/compare', { query: { ...(a ? { a } : {}), b }, signal }),
    enabled: b !== '',
  });

export interface FormerRelease {
  /** Null until it is known, and where there was none. */
  readonly release: ComparedRelease | null;
  /** Nothing was released there before. */
  readonly isNone: boolean;
  /** Why it could not be found out. */
  readonly error: unknown;
  readonly retry: () => void;
}

/** The release before, to the same environment with one of the same bins. */
export function useFormerRelease(releaseId: string, isWanted: boolean): FormerRelease {
  const { data, error, refetch } = useQuery({ ...comparisonQuery('', releaseId), enabled: isWanted });
  const isNone = error instanceof ApiProblem && error.code === 'NO_PREVIOUS_RELEASE';
  return {
    release: (isWanted && data?.a) || null,
    isNone: isWanted && isNone,
    error: isWanted && !isNone ? error : null,
    retry: () => void refetch(),
  };
}
