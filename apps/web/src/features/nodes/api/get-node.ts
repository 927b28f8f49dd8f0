import { queryOptions } from '@tanstack/react-query';
import {
  request,
  type FleetNode,
  type NodeEvent,
  type NodeExplanation,
  type NodeSummary,
  type Page,
} from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';

const path = (id: string): string => `/nodes/${encodeURIComponent(id)}`;

export const nodeQuery = (id: string) =>
  queryOptions({
    queryKey: queryKeys.node(id),
    queryFn: ({ signal }) => request<FleetNode>(path(id), { signal }),
  });

export const nodeEventsQuery = (id: string) =>
  queryOptions({
    queryKey: [...queryKeys.node(id), 'events'],
    queryFn: ({ signal }) => request<Page<NodeEvent>>(`${path(id)}/events`, { query: { limit: 50 }, signal }),
  });

export const explainQuery = (id: string, bin: string) =>
  queryOptions({
    queryKey: [...queryKeys.node(id), 'explain', bin],
    queryFn: ({ signal }) => request<NodeExplanation>(`${path(id)}/explain`, { query: { bin }, signal }),
  });

export const nodeSummaryQuery = (projectId: string) =>
  queryOptions({
    queryKey: [...queryKeys.nodeSummary, projectId],
    queryFn: ({ signal }) => request<NodeSummary>('/nodes/summary', { query: { projectId }, signal }),
  });
