import { queryOptions } from '@tanstack/react-query';
import { request, type ConfigEditors } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';

export const SAY_AGAIN_MS = 10_000;

export const editorsQuery = (id: string) =>
  queryOptions({
    queryKey: [...queryKeys.config(id), 'editors'],
    queryFn: ({ signal }) => request<ConfigEditors>(`/configs/${id}/editors`, { signal }),
    refetchInterval: SAY_AGAIN_MS,
  });

export const sayEditing = (id: string, layer: string, isEditing: boolean): Promise<ConfigEditors> =>
  request(`/configs/${id}/editors`, { method: 'POST', body: { layer, isEditing } });
