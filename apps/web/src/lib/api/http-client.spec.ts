import { ApiProblem } from './api-problem';
import { HttpClient, queryString } from './http-client';
import { SessionStore } from './session-store';

interface Sent {
  readonly url: string;
  readonly method: string;
  readonly headers: Record<string, string>;
}

const user = {
  id: 'u1',
  email: 'a@b',
  name: 'A',
  isAdmin: false,
  hasPassword: true,
  isLinked: false,
  memberships: [],
  permissions: [],
};
const session = (accessToken: string) => ({ accessToken, expiresIn: 900, user });
const json = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), { status, headers: { 'x-request-id': 'req-1' } });

function clientWith(answer: (sent: Sent, count: number) => Response | Promise<Response>) {
  const store = new SessionStore();
  const sent: Sent[] = [];
  let keys = 0;
  const client = new HttpClient({
    baseUrl: '/api/v1',
    session: store,
    newKey: () => `key-${(keys += 1)}`,
    language: () => 'zh',
    fetch: (async (url: string, init: RequestInit) => {
      const request = { url, method: init.method ?? 'GET', headers: init.headers as Record<string, string> };
      sent.push(request);
      return answer(request, sent.length);
    }) as unknown as typeof fetch,
  });
  return { client, store, sent };
}

describe('HttpClient', () => {
  it('sends the access token, and a key only with writes', async () => {
    const { client, store, sent } = clientWith(() => json(200, {}));
    store.signIn(session('t1'));
    await client.request('/projects');
    await client.request('/projects', { method: 'POST', body: { code: 'x' } });
    expect(sent[0]?.headers).toMatchObject({ authorization: 'Bearer t1', 'accept-language': 'zh' });
    expect(sent[0]?.headers).not.toHaveProperty('idempotency-key');
    expect(sent[1]?.headers).toMatchObject({
      'idempotency-key': 'key-1',
      'content-type': 'application/json',
    });
  });

  it('renews an expired session once for all calls at the same time, and repeats them with the same key', async () => {
    const { client, store, sent } = clientWith(({ url, headers }) => {
      if (url.endsWith('/auth/refresh')) return json(200, session('new'));
      return headers.authorization === 'Bearer new'
        ? json(200, { ok: true })
        : json(401, { code: 'NOT_SIGNED_IN' });
    });
    store.signIn(session('old'));
    await Promise.all([
      client.request('/a'),
      client.request('/b', { method: 'POST', idempotencyKey: 'mine' }),
      client.request('/c'),
    ]);
    expect(sent.filter(({ url }) => url.endsWith('/auth/refresh'))).toHaveLength(1);
    const posts = sent.filter(({ url }) => url.endsWith('/b'));
    expect(posts.map(({ headers }) => headers['idempotency-key'])).toEqual(['mine', 'mine']);
  });

  it('does not renew again for a call that was refused with a token that is no longer the current one', async () => {
    const { client, store, sent } = clientWith(({ url }, count) => {
      if (url.endsWith('/auth/refresh')) throw new Error('must not be asked');
      if (count > 1) return json(200, {});
      store.signIn(session('renewed-meanwhile'));
      return json(401, {});
    });
    store.signIn(session('old'));
    await client.request('/a');
    expect(sent).toHaveLength(2);
  });

  it('ends the session when the cookie is refused', async () => {
    const { client, store } = clientWith(() => json(401, { code: 'SESSION_ENDED' }));
    store.signIn(session('old'));
    await expect(client.request('/a')).rejects.toBeInstanceOf(ApiProblem);
    expect(store.current()).toEqual({ kind: 'anonymous' });
  });

  it('keeps the session when the server is away, and says that nobody answered', async () => {
    const { client, store } = clientWith(() => {
      throw new TypeError('fetch failed');
    });
    store.signIn(session('t'));
    await expect(client.request('/a')).rejects.toMatchObject({ status: 0, code: 'UNREACHABLE' });
    expect(store.current().kind).toBe('signed-in');
  });

  it('tells a refusal with its code, its request and its fields', async () => {
    const errors = [{ field: 'name', code: 'matches', message: 'no' }];
    const { client } = clientWith(() =>
      json(422, { code: 'VALIDATION_FAILED', title: 'Bad', detail: 'Because.', errors }),
    );
    await expect(client.request('/a')).rejects.toMatchObject({
      status: 422,
      code: 'VALIDATION_FAILED',
      detail: 'Because.',
      requestId: 'req-1',
      fields: errors,
    });
  });

  it('does not take a page of a proxy for an answer of the console', async () => {
    const { client } = clientWith(() => new Response('<html>Bad gateway</html>', { status: 502 }));
    await expect(client.request('/a')).rejects.toMatchObject({ status: 502, code: 'HTTP_502' });
  });
});

it.each([
  [{ q: 'a b', empty: '', missing: undefined, none: null, zero: 0 }, '?q=a+b&zero=0'],
  [{}, ''],
])('writes the query %j', (query, text) => expect(queryString(query)).toBe(text));
