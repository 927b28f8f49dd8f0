import { request, type ReleaseDetail } from '../../../lib/api';

/** A question, or a maker's answer; who may decide and who made it see it at once. */
export const askAbout = (releaseId: string, text: string): Promise<ReleaseDetail> =>
  request<ReleaseDetail>(`/releases/${releaseId}/questions`, { method: 'POST', body: { text } });
