import { queryOptions } from '@tanstack/react-query';
import {
  request,
  type ChangedMyNotifications,
  type MyNotifications,
  type TestResult,
} from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';

export const myNotificationsQuery = queryOptions({
  queryKey: queryKeys.myNotifications,
  queryFn: ({ signal }) => request<MyNotifications>('/me/notifications', { signal }),
});

export const saveMine = (body: ChangedMyNotifications): Promise<MyNotifications> =>
  request('/me/notifications', { method: 'PUT', body });

export const testMine = (): Promise<TestResult> => request('/me/notifications/test', { method: 'POST' });
