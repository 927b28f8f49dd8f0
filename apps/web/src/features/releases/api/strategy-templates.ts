import { queryOptions } from '@tanstack/react-query';
import { request, type Page, type StrategyTemplate } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';
import type { Rules } from '../model/rules-state';

export interface TemplateInput extends Rules {
  readonly name: string;
  readonly defaultForEnvironmentIds: readonly string[];
}

const pathOf = (projectId: string): string => `/projects/${projectId}/strategy-templates`;

export const strategyTemplatesQuery = (projectId: string) =>
  queryOptions({
    queryKey: queryKeys.strategyTemplates(projectId),
    queryFn: ({ signal }) => request<Page<StrategyTemplate>>(pathOf(projectId), { signal }),
    enabled: projectId !== '',
  });

/** A new one, or in place of the one with this id. */
export const saveTemplate = (
  projectId: string,
  id: string | null,
  body: TemplateInput,
): Promise<StrategyTemplate> =>
  id === null
    ? request(pathOf(projectId), { method: 'POST', body })
    : request(`${pathOf(projectId)}/${id}`, { method: 'PUT', body });

export const deleteTemplate = (projectId: string, id: string): Promise<unknown> =>
  request(`${pathOf(projectId)}/${id}`, { method: 'DELETE' });
