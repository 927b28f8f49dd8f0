import { queryOptions } from '@tanstack/react-query';
import { request, type Delegation, type DelegationInput, type Delegations } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';

export const delegationsQuery = () =>
  queryOptions({
    queryKey: queryKeys.delegations,
    queryFn: ({ signal }) => request<Delegations>('/delegations', { signal }),
  });

export const createDelegation = (body: DelegationInput): Promise<Delegation> =>
  request('/delegations', { method: 'POST', body });

export const replaceDelegation = (id: string, body: DelegationInput): Promise<Delegation> =>
  request(`/delegations/${id}`, { method: 'PUT', body });

export const endDelegation = (id: string): Promise<unknown> =>
  request(`/delegations/${id}`, { method: 'DELETE' });
