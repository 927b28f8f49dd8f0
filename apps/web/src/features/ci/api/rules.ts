import { queryOptions } from '@tanstack/react-query';
import { request, type CiRule, type CiRuleTrial, type CreateCiRule, type Page } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';

const ALL_AT_ONCE = 200;

export const ciRulesQuery = (sourceId: string) =>
  queryOptions({
    queryKey: [...queryKeys.ciRules, sourceId],
    queryFn: ({ signal }) =>
      request<Page<CiRule>>('/ci/rules', { query: { sourceId, limit: ALL_AT_ONCE }, signal }),
  });

export const ciRulesOfProjectQuery = (projectId: string) =>
  queryOptions({
    queryKey: [...queryKeys.ciRules, 'of-project', projectId],
    queryFn: ({ signal }) =>
      request<Page<CiRule>>('/ci/rules', { query: { projectId, limit: ALL_AT_ONCE }, signal }),
  });

export const saveRule = (before: CiRule | null, rule: CreateCiRule): Promise<CiRule> => {
  if (!before) return request('/ci/rules', { method: 'POST', body: rule });
  const { sourceId: _, ...body } = rule;
  return request(`/ci/rules/${before.id}`, {
    method: 'PUT',
    body: { ...body, expectedRevision: before.revision },
  });
};

export const deleteRule = (id: string): Promise<unknown> => request(`/ci/rules/${id}`, { method: 'DELETE' });

export const tryRule = (rule: CreateCiRule): Promise<CiRuleTrial> =>
  request('/ci/rules/try', { method: 'POST', body: rule });
