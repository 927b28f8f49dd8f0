import { queryOptions } from '@tanstack/react-query';
import { request, type Baseline, type BaselineChange } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';

const path = (environmentId: string): string => `/environments/${environmentId}/baselines`;

export interface NewBaseline {
  readonly bin: string;
  readonly version: string;
  readonly includeExisting: boolean;
}

export const baselinesQuery = (projectId: string, environmentId: string) =>
  queryOptions({
    queryKey: [...queryKeys.environmentSteering(projectId), 'baselines', environmentId],
    queryFn: ({ signal }) =>
      request<{ readonly items: readonly Baseline[] }>(path(environmentId), { signal }),
  });

/** With `isDryRun` it only says what would happen. */
export const setBaseline = (
  environmentId: string,
  { bin, ...body }: NewBaseline,
  isDryRun: boolean,
): Promise<BaselineChange> =>
  request(`${path(environmentId)}/${encodeURIComponent(bin)}`, {
    method: 'PUT',
    body,
    query: isDryRun ? { dryRun: 'true' } : {},
  });

export const removeBaseline = (environmentId: string, bin: string): Promise<unknown> =>
  request(`${path(environmentId)}/${encodeURIComponent(bin)}`, { method: 'DELETE' });
