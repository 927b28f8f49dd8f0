import { queryOptions } from '@tanstack/react-query';
import { request, type Page, type User } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';

export const usersQuery = (q: string, limit = 50) =>
  queryOptions({
    queryKey: [...queryKeys.users, q, limit],
    queryFn: ({ signal }) => request<Page<User>>('/users', { query: { q, limit }, signal }),
    placeholderData: (previous) => previous,
  });

export interface NewUser {
  readonly email: string;
  readonly name: string;
  readonly password: string;
  readonly isAdmin: boolean;
}

export const createUser = (user: NewUser): Promise<User> => request('/users', { method: 'POST', body: user });

export const updateUser = (
  id: string,
  part: {
    readonly isAdmin?: boolean;
    readonly disabled?: boolean;
    readonly name?: string;
    readonly password?: string;
  },
): Promise<User> => request(`/users/${id}`, { method: 'PATCH', body: part });
