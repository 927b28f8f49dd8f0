import { infiniteQueryOptions } from '@tanstack/react-query';
import { PAGE_SIZE } from '../../../config/settings';
import { request, type AlertSilence, type AlertSilenceInput, type Page } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';

export const alertSilencesQuery = (projectId: string) =>
  infiniteQueryOptions({
    queryKey: [...queryKeys.alertSilences, projectId],
    queryFn: ({ pageParam, signal }) =>
      request<Page<AlertSilence>>('/alert-silences', {
        query: { projectId, limit: PAGE_SIZE, cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const createSilence = (silence: AlertSilenceInput): Promise<AlertSilence> =>
  request('/alert-silences', { method: 'POST', body: silence });

export const endSilence = (id: string): Promise<unknown> =>
  request(`/alert-silences/${id}`, { method: 'DELETE' });
