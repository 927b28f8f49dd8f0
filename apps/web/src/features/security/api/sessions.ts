import { queryOptions } from '@tanstack/react-query';
import { request, type OpenSession, type Page } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';

const SHOWN = 200;

/** Of oneself, or of somebody else for admins. */
export type Whose = 'me' | { readonly userId: string };

const pathOf = (whose: Whose): string =>
  whose === 'me' ? '/auth/sessions' : `/users/${whose.userId}/sessions`;

export const sessionsQuery = (whose: Whose) =>
  queryOptions({
    queryKey: [...queryKeys.sessions, whose],
    queryFn: ({ signal }) => request<Page<OpenSession>>(pathOf(whose), { query: { limit: SHOWN }, signal }),
  });

export const endSession = (whose: Whose, id: string): Promise<unknown> =>
  request(`${pathOf(whose)}/${id}`, { method: 'DELETE' });

/** Of oneself all but this one; of somebody else all. */
export const endSessions = (whose: Whose): Promise<{ readonly ended: number }> =>
  request(`${pathOf(whose)}/${whose === 'me' ? 'end-others' : 'end-all'}`, { method: 'POST' });
