import { isProblem, request, sessionStore, type Session } from '../../../lib/api';

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** Answers the challenge when a code is asked for too; else whoever it is is signed in. */
export async function signIn(credentials: Credentials): Promise<string | null> {
  try {
    sessionStore.signIn(await request<Session>('/auth/login', { method: 'POST', body: credentials }));
    return null;
  } catch (error) {
    if (isProblem(error, 'SECOND_FACTOR_NEEDED')) return String(error.facts['challenge']);
    throw error;
  }
}

export async function signInWithCode(challenge: string, code: string): Promise<void> {
  const body = { challenge, code };
  sessionStore.signIn(await request<Session>('/auth/login/second-factor', { method: 'POST', body }));
}
