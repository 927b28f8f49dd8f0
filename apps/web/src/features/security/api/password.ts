import { request } from '../../../lib/api';

export const changePassword = (body: {
  readonly currentPassword: string;
  readonly newPassword: string;
}): Promise<unknown> => request('/auth/password', { method: 'POST', body });

export const issueResetLink = (
  userId: string,
): Promise<{ readonly url: string; readonly expiresAt: string }> =>
  request(`/users/${userId}/reset-link`, { method: 'POST' });
