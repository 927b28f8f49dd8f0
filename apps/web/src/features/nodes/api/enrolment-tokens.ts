import { queryOptions } from '@tanstack/react-query';
import { request, type EnrolmentToken, type IssuedEnrolmentToken, type Page } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';

export interface NewEnrolmentToken {
  readonly environmentIds: readonly string[];
  readonly maxUses: number;
  readonly expiresAt: string;
  readonly lifecycle: 'observing' | 'active';
  readonly labels?: Readonly<Record<string, string>>;
}

export const enrolmentTokensQuery = () =>
  queryOptions({
    queryKey: queryKeys.enrolmentTokens,
    queryFn: ({ signal }) =>
      request<Page<EnrolmentToken>>('/enrolment-tokens', { query: { limit: 200 }, signal }),
  });

export const createEnrolmentToken = (token: NewEnrolmentToken): Promise<IssuedEnrolmentToken> =>
  request('/enrolment-tokens', { method: 'POST', body: token });

export const revokeEnrolmentToken = (id: string): Promise<unknown> =>
  request(`/enrolment-tokens/${id}`, { method: 'DELETE' });
