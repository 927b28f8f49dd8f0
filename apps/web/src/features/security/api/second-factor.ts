import { queryOptions } from '@tanstack/react-query';
import { request, type SecondFactor, type SecondFactorKey } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';
import type { Whose } from './sessions';

const pathOf = (whose: Whose): string =>
  whose === 'me' ? '/auth/second-factor' : `/users/${whose.userId}/second-factor`;

export const secondFactorQuery = (whose: Whose) =>
  queryOptions({
    queryKey: [...queryKeys.secondFactor, whose],
    queryFn: ({ signal }) => request<SecondFactor>(pathOf(whose), { signal }),
  });

export const beginSecondFactor = (password: string): Promise<SecondFactorKey> =>
  request('/auth/second-factor', { method: 'POST', body: { password } });

export const confirmSecondFactor = (code: string): Promise<{ readonly recoveryCodes: readonly string[] }> =>
  request('/auth/second-factor/confirm', { method: 'POST', body: { code } });

export const removeSecondFactor = (body: {
  readonly password: string;
  readonly code: string;
}): Promise<unknown> => request('/auth/second-factor/remove', { method: 'POST', body });

export const resetSecondFactor = (userId: string): Promise<unknown> =>
  request(`/users/${userId}/second-factor`, { method: 'DELETE' });
