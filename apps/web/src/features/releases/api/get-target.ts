import { queryOptions } from '@tanstack/react-query';
import { request, type FleetNode, type NodeExplanation, type TargetDetail } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';

const nodePath = (id: string): string => `/nodes/${encodeURIComponent(id)}`;

export const targetQuery = (releaseId: string, nodeId: string) =>
  queryOptions({
    queryKey: [...queryKeys.releaseTargets(releaseId), 'one', nodeId],
    queryFn: ({ signal }) =>
      request<TargetDetail>(`/releases/${releaseId}/targets/${encodeURIComponent(nodeId)}`, { signal }),
  });

export const targetNodeQuery = (nodeId: string) =>
  queryOptions({
    queryKey: queryKeys.node(nodeId),
    queryFn: ({ signal }) => request<FleetNode>(nodePath(nodeId), { signal }),
  });

export const targetExplanationQuery = (nodeId: string, bin: string) =>
  queryOptions({
    queryKey: [...queryKeys.node(nodeId), 'explain', bin],
    queryFn: ({ signal }) =>
      request<NodeExplanation>(`${nodePath(nodeId)}/explain`, { query: { bin }, signal }),
  });
