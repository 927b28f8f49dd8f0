import { queryOptions } from '@tanstack/react-query';
import { request, type Preview, type PreviewRequest, type TemplateKindList } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';

/** What messages tell of; changes with the console only. */
export const messageKindsQuery = queryOptions({
  queryKey: queryKeys.messageKinds,
  queryFn: ({ signal }) => request<TemplateKindList>('/notification-templates', { signal }),
  staleTime: Infinity,
});

export const previewQuery = (body: PreviewRequest) =>
  queryOptions({
    queryKey: [...queryKeys.messageKinds, 'preview', body],
    queryFn: ({ signal }) =>
      request<Preview>('/notification-templates/preview', { method: 'POST', body, signal }),
    retry: false,
  });
