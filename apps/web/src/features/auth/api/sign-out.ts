import { request, sessionStore } from '../../../lib/api';

/** Leaves this browser even when the server can't be told: the token in memory is gone either way. */
export async function signOut(): Promise<void> {
  try {
    await request('/auth/logout', { method: 'POST' });
  } finally {
    sessionStore.signOut();
  }
}
