import { queryOptions } from '@tanstack/react-query';
import { request, type Hold, type Page } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';

const path = (id: string): string => `/nodes/${encodeURIComponent(id)}/holds`;

export interface NewHold {
  readonly reason: string;
  readonly until: string | null;
  readonly bin?: string;
}

export const nodeHoldsQuery = (id: string) =>
  queryOptions({
    queryKey: [...queryKeys.node(id), 'holds'],
    queryFn: ({ signal }) => request<Page<Hold>>(path(id), { query: { limit: 20 }, signal }),
  });

export const holdNode = (id: string, hold: NewHold): Promise<Hold> =>
  request(path(id), { method: 'POST', body: hold });

export const liftHold = (id: string, holdId: string): Promise<unknown> =>
  request(`${path(id)}/${holdId}`, { method: 'DELETE' });
