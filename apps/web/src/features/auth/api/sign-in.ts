import { request, sessionStore, type Session } from '../../../lib/api';

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

export async function signIn(credentials: Credentials): Promise<void> {
  sessionStore.signIn(await request<Session>('/auth/login', { method: 'POST', body: credentials }));
}
