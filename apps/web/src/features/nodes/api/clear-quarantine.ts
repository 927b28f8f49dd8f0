import { request } from '../../../lib/api';

export const clearQuarantine = (id: string, reason: string): Promise<unknown> =>
  request(`/nodes/${encodeURIComponent(id)}/quarantine/clear`, {
    method: 'POST',
    body: reason ? { reason } : {},
  });
