import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { PAGE_SIZE } from '../../../config/settings';
import {
  request,
  type Channel,
  type ChannelRequest,
  type MadeChannel,
  type Page,
  type SubscriptionList,
  type SubscriptionRequest,
} from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';

const LOOK_MS = 15_000;

export const channelsQuery = (projectId: string) =>
  infiniteQueryOptions({
    queryKey: [...queryKeys.channels, 'list', projectId],
    queryFn: ({ pageParam, signal }) =>
      request<Page<Channel>>('/notification-channels', {
        query: { projectId, limit: PAGE_SIZE, cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: LOOK_MS,
  });

export const channelQuery = (id: string) =>
  queryOptions({
    queryKey: [...queryKeys.channels, 'one', id],
    queryFn: ({ signal }) => request<Channel>(`/notification-channels/${id}`, { signal }),
    refetchInterval: LOOK_MS,
  });

export const createChannel = (body: ChannelRequest): Promise<MadeChannel> =>
  request('/notification-channels', { method: 'POST', body });

export const replaceChannel = ({ id, revision }: Channel, body: ChannelRequest): Promise<Channel> =>
  request(`/notification-channels/${id}`, { method: 'PUT', body: { ...body, expectedRevision: revision } });

export const deleteChannel = (id: string): Promise<unknown> =>
  request(`/notification-channels/${id}`, { method: 'DELETE' });

export const subscriptionsQuery = (channelId: string) =>
  queryOptions({
    queryKey: [...queryKeys.channels, 'subscriptions', channelId],
    queryFn: ({ signal }) =>
      request<SubscriptionList>(`/notification-channels/${channelId}/subscriptions`, { signal }),
  });

export const saveSubscriptions = (
  channelId: string,
  items: readonly SubscriptionRequest[],
): Promise<SubscriptionList> =>
  request(`/notification-channels/${channelId}/subscriptions`, { method: 'PUT', body: { items } });
