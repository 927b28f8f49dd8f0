import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { PAGE_SIZE } from '../../../config/settings';
import {
  request,
  type ConfigCheck,
  type ConfigDiff,
  type ConfigEffective,
  type ConfigLayer,
  type ConfigMerge,
  type ConfigVersion,
  type Page,
} from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';
import type { Draft } from '../model/draft';

const below = (id: string, ...rest: readonly unknown[]) => [...queryKeys.config(id), ...rest];

export const layerQuery = (id: string, layer: string) =>
  queryOptions({
    queryKey: below(id, 'layer', layer),
    queryFn: ({ signal }) => request<ConfigLayer>(`/configs/${id}/layers/${layer}`, { signal }),
  });

export const effectiveQuery = (id: string, environment: string) =>
  queryOptions({
    queryKey: below(id, 'effective', environment),
    queryFn: ({ signal }) =>
      request<ConfigEffective>(`/configs/${id}/environments/${environment}/effective`, { signal }),
    enabled: environment !== '',
  });

/** What somebody types has no place in the cache: it is asked for once and forgotten. */
export const checkLayer = (
  id: string,
  layer: string,
  { text, removedKeys }: Draft,
  signal: AbortSignal,
): Promise<ConfigCheck> =>
  request(`/configs/${id}/layers/${layer}/check`, { method: 'POST', body: { text, removedKeys }, signal });

export const saveLayer = (
  id: string,
  layer: string,
  { text, removedKeys, parentVersion }: Draft,
  message: string,
): Promise<ConfigLayer> =>
  request(`/configs/${id}/layers/${layer}`, {
    method: 'PUT',
    body: {
      text,
      ...(layer === 'base' ? {} : { removedKeys }),
      parentVersion,
      ...(message === '' ? {} : { message }),
    },
  });

/** With the places of conflicts in which theirs is wanted; in the others it is mine. */
export const mergeLayer = (
  id: string,
  layer: string,
  draft: Draft,
  takeTheirs: readonly string[] = [],
): Promise<ConfigMerge> =>
  request(`/configs/${id}/layers/${layer}/merge`, {
    method: 'POST',
    body: {
      text: draft.text,
      ...(layer === 'base' ? {} : { removedKeys: draft.removedKeys }),
      parentVersion: draft.parentVersion,
      ...(takeTheirs.length === 0 ? {} : { takeTheirs }),
    },
  });

export interface Promotion {
  readonly from: string;
  readonly keys: readonly string[];
  readonly parentVersion: number;
  readonly message: string;
}

export const promoteKeys = (id: string, to: string, { message, ...rest }: Promotion): Promise<ConfigLayer> =>
  request(`/configs/${id}/layers/${to}/promote`, {
    method: 'POST',
    body: { ...rest, ...(message === '' ? {} : { message }) },
  });

export const revealLayer = (id: string, layer: string, reason: string): Promise<{ readonly text: string }> =>
  request(`/configs/${id}/layers/${layer}/reveal`, { method: 'POST', body: { reason } });

export const versionsQuery = (id: string, layer: string) =>
  infiniteQueryOptions({
    queryKey: below(id, 'versions', layer),
    queryFn: ({ pageParam, signal }) =>
      request<Page<ConfigVersion>>(`/configs/${id}/versions`, {
        query: { layer, limit: PAGE_SIZE, cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const diffQuery = (id: string, from: string, to: string) =>
  queryOptions({
    queryKey: below(id, 'diff', from, to),
    queryFn: ({ signal }) => request<ConfigDiff>(`/configs/${id}/diff`, { query: { from, to }, signal }),
    enabled: from !== '' && to !== '',
    retry: false,
  });
