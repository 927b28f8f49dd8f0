import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { PAGE_SIZE } from '../../../config/settings';
import { request, type AlertPreview, type AlertRule, type AlertRuleInput, type Page } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';

const ALL_OF_A_PROJECT = 200;

export const alertRulesQuery = (filter: { readonly projectId: string; readonly environmentId: string }) =>
  infiniteQueryOptions({
    queryKey: [...queryKeys.alertRules, filter],
    queryFn: ({ pageParam, signal }) =>
      request<Page<AlertRule>>('/alert-rules', {
        query: { ...filter, limit: PAGE_SIZE, cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

/** To choose from; a project has no more than come at once. */
export const rulesOfProjectQuery = (projectId: string) =>
  queryOptions({
    queryKey: [...queryKeys.alertRules, 'of-project', projectId],
    queryFn: ({ signal }) =>
      request<Page<AlertRule>>('/alert-rules', { query: { projectId, limit: ALL_OF_A_PROJECT }, signal }),
    enabled: projectId !== '',
  });

/** What a rule would find now. */
export const alertPreviewQuery = (rule: AlertRuleInput | null) =>
  queryOptions({
    queryKey: [...queryKeys.alertRules, 'preview', rule],
    queryFn: ({ signal }) =>
      request<AlertPreview>('/alert-rules/preview', { method: 'POST', body: rule, signal }),
    enabled: rule !== null,
    retry: false,
  });

export const saveAlertRule = (before: AlertRule | null, rule: AlertRuleInput): Promise<AlertRule> =>
  before
    ? request(`/alert-rules/${before.id}`, {
        method: 'PUT',
        body: { ...rule, expectedRevision: before.revision },
      })
    : request('/alert-rules', { method: 'POST', body: rule });

export const deleteAlertRule = (id: string): Promise<unknown> =>
  request(`/alert-rules/${id}`, { method: 'DELETE' });
