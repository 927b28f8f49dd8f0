import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { PAGE_SIZE } from '../../../config/settings';
import {
  request,
  type ConfigRelease,
  type MadePublications,
  type Page,
  type Publication,
  type PublicationChange,
} from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';
import { UNDER_WAY_MS } from './config-files';

export const publicationsQuery = (id: string, environment: string) =>
  infiniteQueryOptions({
    queryKey: [...queryKeys.config(id), 'publications', environment],
    queryFn: ({ pageParam, signal }) =>
      request<Page<Publication>>(`/configs/${id}/publications`, {
        query: { environment, limit: PAGE_SIZE, cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    enabled: environment !== '',
    refetchInterval: ({ state: { data } }) =>
      data?.pages.some(({ items }) => items.some(isUnderWay)) ? UNDER_WAY_MS : false,
  });

const isUnderWay = ({ state }: Publication): boolean => state === 'waiting' || state === 'rolling';

/** By what a release calls it. */
export const publicationChangeQuery = (bin: string, version: string, environment: string) =>
  queryOptions({
    queryKey: [...queryKeys.configs, 'change', bin, version, environment],
    queryFn: ({ signal }) =>
      request<PublicationChange>(
        `/configs/publications/${encodeURIComponent(bin)}/${encodeURIComponent(version)}`,
        { query: { environment }, signal },
      ),
  });

export interface Publish {
  readonly environment: string;
  readonly baseVersion: number;
  readonly overrideVersion: number;
  readonly evenIfBad: boolean;
  readonly notes: string;
  readonly strategyTemplateId: string;
}

export const publishConfig = (id: string, publish: Publish, key: string): Promise<ConfigRelease> => {
  const { notes, strategyTemplateId, ...rest } = publish;
  return request(`/configs/${id}/publish`, {
    method: 'POST',
    body: {
      ...rest,
      ...(notes === '' ? {} : { notes }),
      ...(strategyTemplateId === '' ? {} : { strategyTemplateId }),
    },
    idempotencyKey: key,
  });
};

export const rollBackConfig = (
  id: string,
  body: { readonly environment: string; readonly to: number; readonly reason: string },
  key: string,
): Promise<ConfigRelease> =>
  request(`/configs/${id}/rollback`, { method: 'POST', body, idempotencyKey: key });

export const deleteInEnvironment = (
  id: string,
  body: { readonly environment: string; readonly reason: string },
  key: string,
): Promise<ConfigRelease> => request(`/configs/${id}/delete`, { method: 'POST', body, idempotencyKey: key });

export const makePublications = (
  environment: string,
  fileIds: readonly string[],
): Promise<MadePublications> =>
  request('/configs/publications', { method: 'POST', body: { environment, fileIds } });
