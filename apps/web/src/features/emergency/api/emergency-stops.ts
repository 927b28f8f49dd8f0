import { queryOptions } from '@tanstack/react-query';
import { request, type EmergencyStops } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';

const PROOF_INTERVAL_MS = 3_000;
const QUIET_INTERVAL_MS = 30_000;

/** Asked again by itself: quickly while nodes have to confirm, now and then while nothing stands still. */
export const emergencyStopsQuery = queryOptions({
  queryKey: queryKeys.emergencyStops,
  queryFn: ({ signal }) => request<EmergencyStops>('/emergency-stop', { signal }),
  refetchInterval: ({ state }) =>
    (state.data?.items.length ?? 0) > 0 ? PROOF_INTERVAL_MS : QUIET_INTERVAL_MS,
});

export const stopEverything = (reason: string, projectId: string | null): Promise<EmergencyStops> =>
  request('/emergency-stop', { method: 'POST', body: { reason, ...(projectId ? { projectId } : {}) } });

export const liftStop = (id: string, reason: string): Promise<EmergencyStops> =>
  request(`/emergency-stop/${id}`, { method: 'DELETE', body: reason === '' ? {} : { reason } });
