import { queryOptions } from '@tanstack/react-query';
import { request, type DriftFinding, type EnvironmentDrift, type Page } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';

export const nodeDriftQuery = (nodeId: string) =>
  queryOptions({
    queryKey: [...queryKeys.node(nodeId), 'drift'],
    queryFn: ({ signal }) =>
      request<Page<DriftFinding>>('/drift-findings', { query: { nodeId, limit: 20 }, signal }),
  });

export const projectDriftQuery = (projectId: string) =>
  queryOptions({
    queryKey: [...queryKeys.environmentSteering(projectId), 'drift'],
    queryFn: ({ signal }) =>
      request<{ readonly items: readonly EnvironmentDrift[] }>('/drift-findings/summary', {
        query: { projectId },
        signal,
      }),
  });

export const setDriftPolicy = (
  environmentId: string,
  policy: Pick<EnvironmentDrift, 'enforcement' | 'maxAtOnce'>,
): Promise<unknown> =>
  request(`/environments/${environmentId}/drift-policy`, { method: 'PUT', body: policy });
