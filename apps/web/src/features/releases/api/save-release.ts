import { request, type ReleaseDetail, type ReleaseDraft } from '../../../lib/api';

export function saveRelease(
  draft: ReleaseDraft,
  existing: { readonly id: string; readonly revision: number } | null,
  idempotencyKey: string,
): Promise<ReleaseDetail> {
  if (existing === null) return request('/releases', { method: 'POST', body: draft, idempotencyKey });
  return request(`/releases/${existing.id}`, {
    method: 'PUT',
    body: { ...draft, expectedRevision: existing.revision },
    idempotencyKey,
  });
}
