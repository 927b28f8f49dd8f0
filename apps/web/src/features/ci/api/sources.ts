import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { PAGE_SIZE } from '../../../config/settings';
import {
  request,
  type CiSecret,
  type CiSource,
  type CiSourceTest,
  type CreateCiSource,
  type CreatedCiSource,
  type EditCiSource,
  type Page,
} from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';

const LOOK_MS = 15_000;

export const ciSourcesQuery = (projectId: string) =>
  infiniteQueryOptions({
    queryKey: [...queryKeys.ciSources, 'list', projectId],
    queryFn: ({ pageParam, signal }) =>
      request<Page<CiSource>>('/ci/sources', {
        query: { projectId, limit: PAGE_SIZE, cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: LOOK_MS,
  });

export const ciSourceQuery = (id: string) =>
  queryOptions({
    queryKey: [...queryKeys.ciSources, 'one', id],
    queryFn: ({ signal }) => request<CiSource>(`/ci/sources/${id}`, { signal }),
    refetchInterval: LOOK_MS,
  });

export const createSource = (body: CreateCiSource): Promise<CreatedCiSource> =>
  request('/ci/sources', { method: 'POST', body });

export const editSource = (source: CiSource, body: EditCiSource): Promise<CiSource> =>
  request(`/ci/sources/${source.id}`, {
    method: 'PATCH',
    body: { ...body, expectedRevision: source.revision },
  });

export const deleteSource = (id: string): Promise<unknown> =>
  request(`/ci/sources/${id}`, { method: 'DELETE' });

export const rotateSecret = (id: string, graceSeconds: number): Promise<CiSecret> =>
  request(`/ci/sources/${id}/secret`, { method: 'POST', body: { graceSeconds } });

export const testSource = (id: string): Promise<CiSourceTest> =>
  request(`/ci/sources/${id}/test`, { method: 'POST' });
