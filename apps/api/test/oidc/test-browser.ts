import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Answer, TestConsole } from '../with-console.js';
import { PUBLIC_URL } from './test-provider.js';

const COOKIE = '__Host-rc_oidc';

/** Goes through a sign-in as a browser does, and keeps the cookies of the console. */
export class TestBrowser {
  readonly cookies = new Map<string, string>();

  /** @param app one of several on the same database; the first one unless it is said */
  constructor(
    private readonly console: TestConsole,
    private readonly app?: NestFastifyApplication,
  ) {}

  /** @returns the whole answer; its `location` is where the browser would go */
  async get(path: string): Promise<Answer> {
    return this.keep(await this.ask('GET', path));
  }

  /** At the console, up to where it sends one. */
  async begin(returnTo?: string): Promise<URL> {
    const query = returnTo === undefined ? '' : `?${new URLSearchParams({ returnTo }).toString()}`;
    return new URL(locationOf(await this.get(`/auth/oidc${query}`)), PUBLIC_URL);
  }

  /** Back at the console; answers the page that it leads to. */
  async back(callback: URL): Promise<URL> {
    const path = callback.pathname.replace('/api/v1', '') + callback.search;
    return new URL(locationOf(await this.get(path)), PUBLIC_URL);
  }

  /** All of it. Answers the code of what went wrong, or null. */
  async signIn(login: string, returnTo?: string): Promise<string | null> {
    const page = await this.back(await atProvider(await this.begin(returnTo), { login }));
    return page.searchParams.get('problem');
  }

  /** Who is signed in, by what the cookies are good for. */
  async me(): Promise<Answer> {
    const { body } = this.keep(await this.ask('POST', '/auth/refresh'));
    const headers = { authorization: `Bearer ${body.accessToken}` };
    return this.console.call('GET', '/auth/me', { headers });
  }

  /** What is kept while one is at the provider. */
  get kept(): string | undefined {
    return this.cookies.get(COOKIE);
  }

  set kept(value: string | undefined) {
    if (value === undefined) this.cookies.delete(COOKIE);
    else this.cookies.set(COOKIE, value);
  }

  keep(answer: Answer): Answer {
    for (const line of [answer.headers['set-cookie'] ?? []].flat()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(String(line)) ?? [];
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return answer;
  }

  private ask(method: 'GET' | 'POST', path: string): Promise<Answer> {
    const headers = { cookie: this.cookie };
    return this.console.call(method, path, { headers, ...(this.app ? { app: this.app } : {}) });
  }

  private get cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }
}

/** Through the pages of the provider, up to where it sends one back to. */
export async function atProvider(
  begin: URL,
  said: { readonly login: string } | { readonly error: string },
): Promise<URL> {
  const cookies = new Map<string, string>();
  let url = begin;
  for (let step = 0; step < 10; step += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, { headers: { cookie }, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const location = answer.headers.get('location');
    if (!location) throw new Error(`the provider answered ${answer.status}: ${await answer.text()}`);
    url = new URL(location, url);
    if (url.origin === PUBLIC_URL) return url;
    if (url.pathname.startsWith('/interaction/')) url.search = new URLSearchParams(said).toString();
  }
  throw new Error('the provider sends in circles');
}

export function locationOf({ status, headers, body }: Answer): string {
  if (status !== 302) throw new Error(`${status}: ${JSON.stringify(body)}`);
  return String(headers['location']);
}
