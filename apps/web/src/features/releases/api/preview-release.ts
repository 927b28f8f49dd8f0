import { queryOptions } from '@tanstack/react-query';
import { request, type ReleaseDraft, type ReleasePreview } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';

export const previewQuery = (draft: ReleaseDraft | null) =>
  queryOptions({
    queryKey: [...queryKeys.releases, 'preview', draft],
    queryFn: ({ signal }) =>
      request<ReleasePreview>('/releases/preview', { method: 'POST', body: draft, signal }),
    enabled: draft !== null,
    placeholderData: (previous) => previous,
    staleTime: 10_000,
    gcTime: 60_000,
  });
