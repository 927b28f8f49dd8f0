import { request, type ReleaseDetail, type ReleaseDraft } from '../../../lib/api';

/** Makes a release, or changes the draft `id` if it still is the one that was opened. */
export function saveRelease(
  draft: ReleaseDraft & { readonly expectedRevision?: number },
  id: string | null,
  idempotencyKey: string,
): Promise<ReleaseDetail> {
  if (id === null) return request('/releases', { method: 'POST', body: draft, idempotencyKey });
  return request(`/releases/${id}`, { method: 'PUT', body: draft, idempotencyKey });
}
