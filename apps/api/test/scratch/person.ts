import type { NestFastifyApplication } from '@nestjs/platform-fastify';

export interface Said {
  readonly status: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- whoever asks knows what is answered
  readonly body: any;
}

/** Somebody who is signed in; each call goes through the whole console. */
export type Person = (
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  body?: object,
  headers?: Readonly<Record<string, string>>,
) => Promise<Said>;

export async function signIn(app: NestFastifyApplication, email: string, password: string): Promise<Person> {
  const login = await app.inject({ method: 'POST', url: '/api/v1/auth/login', payload: { email, password } });
  if (login.statusCode !== 200) throw new Error(`signing in answered ${login.statusCode}`);
  const authorization = `Bearer ${login.json<{ accessToken: string }>().accessToken}`;
  return async (method, path, body, headers = {}) => {
    const payload = body === undefined ? {} : { payload: body };
    const url = `/api/v1${path}`;
    const answer = await app.inject({ method, url, headers: { authorization, ...headers }, ...payload });
    return { status: answer.statusCode, body: answer.payload ? answer.json() : null };
  };
}

/** The body of an answer that must be a success. */
export async function ok(answer: Promise<Said>): Promise<Said['body']> {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(`answered ${status}: ${JSON.stringify(body)}`);
  return body;
}
