import { queryOptions } from '@tanstack/react-query';
import { request, type ConfigSecret, type ConfigSecretList } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';

/** Where a value is: in one environment, or in all without one of their own when that is null. */
export interface SecretPlace {
  readonly projectId: string;
  readonly name: string;
  readonly environment: string | null;
}

const pathOf = (name: string): string => `/configs/secrets/${encodeURIComponent(name)}`;

const placeOf = ({ projectId, environment }: SecretPlace) => ({
  projectId,
  ...(environment === null ? {} : { environment }),
});

export const secretsQuery = (projectId: string) =>
  queryOptions({
    queryKey: queryKeys.configSecrets(projectId),
    queryFn: ({ signal }) => request<ConfigSecretList>('/configs/secrets', { query: { projectId }, signal }),
    enabled: projectId !== '',
  });

export const setSecret = (place: SecretPlace, value: string): Promise<ConfigSecret> =>
  request(pathOf(place.name), { method: 'PUT', body: { ...placeOf(place), value } });

export const forgetSecret = (place: SecretPlace): Promise<unknown> =>
  request(pathOf(place.name), { method: 'DELETE', query: placeOf(place) });

export const revealSecret = (place: SecretPlace, reason: string): Promise<{ readonly text: string }> =>
  request(`${pathOf(place.name)}/reveal`, { method: 'POST', body: { ...placeOf(place), reason } });
