import { infiniteQueryOptions } from '@tanstack/react-query';
import { PAGE_SIZE } from '../../../config/settings';
import { download, request, type AuditEntry, type AuditVerdict, type Page } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';

export interface AuditFilter {
  readonly q: string;
  readonly projectId: string;
  readonly action: string;
  readonly actorId: string;
  readonly subjectId: string;
  readonly requestId: string;
  /** ISO 8601; empty for no bound. */
  readonly from: string;
  readonly to: string;
}

export const auditQuery = (filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: [...queryKeys.audit, filter],
    queryFn: ({ pageParam, signal }) =>
      request<Page<AuditEntry>>('/audit', {
        query: { ...filter, limit: PAGE_SIZE, cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    // Whoever reads a log must not have it move below the eyes.
    refetchOnWindowFocus: false,
  });

export const exportAudit = (filter: AuditFilter, format: 'csv' | 'json'): Promise<Blob> =>
  download('/audit/export', { query: { ...filter, format } });

export const verifyAudit = (): Promise<AuditVerdict> => request('/audit/verify');
