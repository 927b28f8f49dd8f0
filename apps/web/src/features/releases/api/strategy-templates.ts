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

/** A new one, or in place of the one that was read. */
export const saveTemplate = (
  projectId: string,
  before: StrategyTemplate | null,
  body: TemplateInput,
): Promise<StrategyTemplate> =>
  before === null
    ? request(pathOf(projectId), { method: 'POST', body })
    : request(`${pathOf(projectId)}/${before.id}`, {
        method: 'PUT',
        body: { ...body, expectedRevision: before.revision },
      });

export const deleteTemplate = (projectId: string, id: string): Promise<unknown> =>
  request(`${pathOf(projectId)}/${id}`, { method: 'DELETE' });
