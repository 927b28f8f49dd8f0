import { queryOptions } from '@tanstack/react-query';
import { request, type ReleaseComparison } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';

/** Without `a` the server takes the release before `b`. */
export const comparisonQuery = (a: string, b: string) =>
  queryOptions({
    queryKey: [...queryKeys.releases, 'compare', a, b],
    queryFn: ({ signal }) =>
      request<ReleaseComparison>('/releases/compare', { query: { ...(a ? { a } : {}), b }, signal }),
    enabled: b !== '',
  });
