import { queryOptions } from '@tanstack/react-query';
import { request, type Freeze, type FreezePage, type NewFreeze } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';

/** Null stands for everywhere. */
export type FreezeScope = { readonly projectId: string } | null;

const listPath = (scope: FreezeScope): string =>
  scope ? `/projects/${scope.projectId}/freezes` : '/freezes';
/** A freeze is changed where it was made: those of everywhere are in a project's list too. */
const pathOf = ({ id, projectId }: Freeze): string =>
  `${listPath(projectId === null ? null : { projectId })}/${id}`;

export const freezesQuery = (scope: FreezeScope, from: string, to: string) =>
  queryOptions({
    queryKey: [...queryKeys.freezes, scope?.projectId ?? 'everywhere', from, to],
    queryFn: ({ signal }) => request<FreezePage>(listPath(scope), { query: { from, to }, signal }),
  });

export const createFreeze = (scope: FreezeScope, freeze: NewFreeze): Promise<Freeze> =>
  request(listPath(scope), { method: 'POST', body: freeze });

export const replaceFreeze = (before: Freeze, freeze: NewFreeze): Promise<Freeze> =>
  request(pathOf(before), { method: 'PUT', body: { ...freeze, expectedRevision: before.revision } });

export const deleteFreeze = (freeze: Freeze): Promise<unknown> =>
  request(pathOf(freeze), { method: 'DELETE' });
