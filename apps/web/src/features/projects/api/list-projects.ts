import { queryOptions } from '@tanstack/react-query';
import { request, type Page, type Project } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';

export interface ProjectFilter {
  readonly q?: string;
  readonly archived?: boolean;
}

const ALL_AT_ONCE = 200;

export const projectsQuery = (filter: ProjectFilter) =>
  queryOptions({
    queryKey: [...queryKeys.projects, 'list', filter],
    queryFn: ({ signal }) =>
      request<Page<Project>>('/projects', {
        query: { q: filter.q, limit: ALL_AT_ONCE, ...(filter.archived ? { archived: true } : {}) },
        signal,
      }),
  });
