import { request } from '../../../lib/api';

/** A project that nothing refers to is deleted, any other is archived; the answer says which. */
export const archiveProject = (id: string): Promise<{ outcome: 'deleted' | 'archived' }> =>
  request(`/projects/${id}`, { method: 'DELETE' });

export const restoreProject = (id: string): Promise<unknown> =>
  request(`/projects/${id}/restore`, { method: 'POST' });
