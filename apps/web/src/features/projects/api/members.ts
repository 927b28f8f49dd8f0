import { queryOptions } from '@tanstack/react-query';
import { request, type Member, type Page, type Role } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';

export const membersQuery = (projectId: string) =>
  queryOptions({
    queryKey: queryKeys.members(projectId),
    queryFn: ({ signal }) =>
      request<Page<Member>>(`/projects/${projectId}/members`, { query: { limit: 200 }, signal }),
  });

export const setMember = (projectId: string, userId: string, role: Role): Promise<unknown> =>
  request(`/projects/${projectId}/members/${userId}`, { method: 'PUT', body: { role } });

export const removeMember = (projectId: string, userId: string): Promise<unknown> =>
  request(`/projects/${projectId}/members/${userId}`, { method: 'DELETE' });
