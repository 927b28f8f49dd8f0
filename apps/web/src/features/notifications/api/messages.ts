import { infiniteQueryOptions } from '@tanstack/react-query';
import { PAGE_SIZE } from '../../../config/settings';
import {
  request,
  type Message,
  type Page,
  type Redelivered,
  type RedeliverRequest,
  type TestResult,
} from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';

const LOOK_MS = 5_000;

export interface MessageFilter {
  readonly state: string;
  readonly eventType: string;
}

export const messagesQuery = (channelId: string, filter: MessageFilter) =>
  infiniteQueryOptions({
    queryKey: [...queryKeys.channelLog(channelId), filter],
    queryFn: ({ pageParam, signal }) =>
      request<Page<Message>>(`/notification-channels/${channelId}/deliveries`, {
        query: { ...filter, limit: PAGE_SIZE, cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: LOOK_MS,
  });

export const sendAgain = (channelId: string, body: RedeliverRequest): Promise<Redelivered> =>
  request(`/notification-channels/${channelId}/deliveries/redeliver`, { method: 'POST', body });

export const testChannel = (channelId: string): Promise<TestResult> =>
  request(`/notification-channels/${channelId}/test`, { method: 'POST' });
