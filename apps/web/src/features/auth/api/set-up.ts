import { request, sessionStore, type Session } from '../../../lib/api';

export interface FirstAdmin {
  readonly token: string;
  readonly email: string;
  readonly name: string;
  readonly password: string;
}

/** Makes the first administrator and, where the server does not sign in by itself, signs in with the same words. */
export async function setUp(admin: FirstAdmin): Promise<void> {
  const answer = await request<Partial<Session> | undefined>('/auth/setup', { method: 'POST', body: admin });
  if (answer?.accessToken && answer.user && answer.expiresIn !== undefined) {
    return sessionStore.signIn({
      accessToken: answer.accessToken,
      user: answer.user,
      expiresIn: answer.expiresIn,
    });
  }
  const { email, password } = admin;
  sessionStore.signIn(await request<Session>('/auth/login', { method: 'POST', body: { email, password } }));
}
