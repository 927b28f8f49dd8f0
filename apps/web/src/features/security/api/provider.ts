import { request } from '../../../lib/api';

/** Answers where to go on. */
export const linkProvider = (password: string): Promise<{ readonly url: string }> =>
  request('/auth/oidc/link', { method: 'POST', body: { password } });

export const partFromProvider = (userId: string): Promise<unknown> =>
  request(`/users/${userId}/provider-link`, { method: 'DELETE' });
