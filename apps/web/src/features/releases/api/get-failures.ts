import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { request, type FailureGroupNodes, type FailureGroups } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';

/** Asked again at once when the number of bad nodes is another one, more seldom with the live line. */
export const failuresQuery = (releaseId: string, badNodes: number) =>
  queryOptions({
    queryKey: [...queryKeys.releaseFailures(releaseId), badNodes],
    queryFn: ({ signal }) => request<FailureGroups>(`/releases/${releaseId}/failure-groups`, { signal }),
    placeholderData: keepPreviousData,
  });

/** All nodes of a group, for what is done to all of them. */
export const failureGroupNodesQuery = (releaseId: string, key: string) =>
  queryOptions({
    queryKey: [...queryKeys.releaseFailures(releaseId), 'nodes', key],
    queryFn: ({ signal }) =>
      request<FailureGroupNodes>(`/releases/${releaseId}/failure-groups/${key}`, { signal }),
    staleTime: 0,
  });
