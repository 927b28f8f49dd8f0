import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { request, type ApprovalItem, type Page } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';

export type ApprovalTab = 'mine' | 'others' | 'decided';

const PAGE = 30;

const fetchPage = (tab: ApprovalTab, limit: number, cursor: string | null, signal: AbortSignal) =>
  request<Page<ApprovalItem>>('/approvals', { query: { tab, limit, cursor }, signal });

export const approvalsQuery = (tab: ApprovalTab) =>
  infiniteQueryOptions({
    queryKey: [...queryKeys.approvals, 'paged', tab],
    queryFn: ({ pageParam, signal }) => fetchPage(tab, PAGE, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

/** Whether anything waits for others, for whoever has nothing to decide. */
export const waitingOnOthersQuery = () =>
  queryOptions({
    queryKey: [...queryKeys.approvals, 'some', 'others'],
    queryFn: ({ signal }) => fetchPage('others', 1, null, signal),
  });
