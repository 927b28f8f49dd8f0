import { request, type Alert } from '../../../lib/api';

export const acknowledgeAlert = (id: string, comment: string): Promise<Alert> =>
  request(`/alerts/${id}/acknowledge`, { method: 'POST', body: comment === '' ? {} : { comment } });
