import { queryOptions } from '@tanstack/react-query';
import { request, type IssuedToken, type NodeToken, type Page } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';

const path = (id: string): string => `/nodes/${encodeURIComponent(id)}/tokens`;

export const nodeTokensQuery = (id: string) =>
  queryOptions({
    queryKey: [...queryKeys.node(id), 'tokens'],
    queryFn: ({ signal }) => request<Page<NodeToken>>(path(id), { signal }),
  });

export const mintToken = (id: string): Promise<IssuedToken> => request(path(id), { method: 'POST' });

export const revokeToken = (id: string, tokenId: string): Promise<unknown> =>
  request(`${path(id)}/${tokenId}`, { method: 'DELETE' });
