import { queryOptions } from '@tanstack/react-query';
import { request, type Project } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';

export const projectQuery = (idOrCode: string) =>
  queryOptions({
    queryKey: queryKeys.project(idOrCode),
    queryFn: ({ signal }) => request<Project>(`/projects/${encodeURIComponent(idOrCode)}`, { signal }),
  });
