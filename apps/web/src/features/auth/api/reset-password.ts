import { request } from '../../../lib/api';

export const resetPassword = (body: {
  readonly token: string;
  readonly password: string;
}): Promise<unknown> => request('/auth/reset-password', { method: 'POST', body });
