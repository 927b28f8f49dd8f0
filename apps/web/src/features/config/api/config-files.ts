import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { PAGE_SIZE } from '../../../config/settings';
import { request, type ConfigFile, type ConfigMatches, type CreateConfig, type Page } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';

const ALL_OF_A_PROJECT = 200;
/** Of releases only their own pages are told, so a file looks again while one is under way. */
export const UNDER_WAY_MS = 4_000;

const isUnderWay = ({ environments }: ConfigFile): boolean => environments.some(({ underway }) => underway);
/** Fewer letters match nearly everything. */
export const LEAST_SEARCHED = 2;

export const configsQuery = (filter: { readonly projectId: string; readonly q: string }) =>
  infiniteQueryOptions({
    queryKey: [...queryKeys.configs, 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      request<Page<ConfigFile>>('/configs', {
        query: { ...filter, limit: PAGE_SIZE, cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(isUnderWay)) ? UNDER_WAY_MS : false,
  });

/** To choose from, for a release of the project. */
export const configsOfProjectQuery = (projectId: string) =>
  queryOptions({
    queryKey: [...queryKeys.configs, 'of-project', projectId],
    queryFn: ({ signal }) =>
      request<Page<ConfigFile>>('/configs', { query: { projectId, limit: ALL_OF_A_PROJECT }, signal }),
    enabled: projectId !== '',
  });

export const configQuery = (id: string) =>
  queryOptions({
    queryKey: queryKeys.config(id),
    queryFn: ({ signal }) => request<ConfigFile>(`/configs/${id}`, { signal }),
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? UNDER_WAY_MS : false),
  });

export const configSearchQuery = (q: string, projectId: string) =>
  queryOptions({
    queryKey: [...queryKeys.configs, 'search', q, projectId],
    queryFn: ({ signal }) => request<ConfigMatches>('/configs/search', { query: { q, projectId }, signal }),
    enabled: q.trim().length >= LEAST_SEARCHED,
  });

export const createConfig = (file: CreateConfig): Promise<ConfigFile> =>
  request('/configs', { method: 'POST', body: file });

export const editConfig = (
  file: ConfigFile,
  change: { readonly description?: string; readonly schema?: Readonly<Record<string, unknown>> | null },
): Promise<ConfigFile> =>
  request(`/configs/${file.id}`, {
    method: 'PATCH',
    body: { ...change, expectedRevision: file.revision },
  });

export const archiveConfig = (id: string): Promise<unknown> =>
  request(`/configs/${id}`, { method: 'DELETE' });

export const restoreConfig = (id: string): Promise<ConfigFile> =>
  request(`/configs/${id}/restore`, { method: 'POST' });
