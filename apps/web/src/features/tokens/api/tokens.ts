import { queryOptions } from '@tanstack/react-query';
import {
  request,
  type ApiToken,
  type ApiTokenPage,
  type CreateServiceToken,
  type CreateToken,
  type IssuedApiToken,
} from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';

/** Undefined stands for the tokens of whoever is signed in. */
type ProjectId = string | undefined;

const path = (projectId: ProjectId): string =>
  projectId === undefined ? '/tokens' : `/projects/${projectId}/tokens`;

export const tokensQuery = (projectId: ProjectId) =>
  queryOptions({
    queryKey: [...queryKeys.apiTokens, projectId ?? 'own'],
    queryFn: ({ signal }) => request<ApiTokenPage>(path(projectId), { signal }),
  });

export const createToken = (body: CreateToken): Promise<IssuedApiToken> =>
  request(path(undefined), { method: 'POST', body });

export const createServiceToken = (projectId: string, body: CreateServiceToken): Promise<IssuedApiToken> =>
  request(path(projectId), { method: 'POST', body });

export const revokeToken = (projectId: ProjectId, { id }: ApiToken): Promise<unknown> =>
  request(`${path(projectId)}/${id}`, { method: 'DELETE' });
