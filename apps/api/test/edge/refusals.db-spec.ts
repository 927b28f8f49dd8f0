import { withConsole, type Answer } from '../with-console.js';

const MARK = '<script>alert(1)</script>';

/** What is answered when nothing else is: always a problem, never anything of what was sent. */
describe('refusals', () => {
  const console = withConsole();
  const ask = (method: string, url: string, headers = {}): Promise<Answer> =>
    console.call(method as 'GET', `/${url}`, { headers });

  it.each([
    ['GET', '/api/v1/nothing-here', 404, 'NOT_FOUND'],
    ['POST', '/api/v1/nothing-here', 404, 'NOT_FOUND'],
    ['DELETE', `/api/v1/${encodeURIComponent(MARK)}`, 404, 'NOT_FOUND'],
    ['GET', `/api/${MARK}`, 404, 'NOT_FOUND'],
    ['GET', `/api/v1/projects/${MARK}`, 404, 'NOT_FOUND'],
    ['GET', `/api/v1/projects/${encodeURIComponent(MARK)}`, 401, 'NOT_SIGNED_IN'],
    ['GET', `/health/${MARK}`, 404, 'NOT_FOUND'],
    ['TRACE', `/api/v1/${MARK}`, 404, 'NOT_FOUND'],
    ['GET', `/api/v1/projects?q=${MARK}%ff`, 400, 'BAD_URL'],
    ['GET', `/api/v1/projects?q=%00${MARK}`, 400, 'VALIDATION_FAILED'],
    ['GET', `/api/v1/projects/${MARK}%00`, 400, 'VALIDATION_FAILED'],
    ['GET', `/api/v1/projects/${MARK}%ff`, 400, 'BAD_URL'],
    ['GET', `/api/v1/projects/${'x'.repeat(301)}`, 404, 'NOT_FOUND'],
    ['GET', `/api/v1/projects?q=${'x'.repeat(9_000)}`, 414, 'ADDRESS_TOO_LONG'],
    ['GET', `/api/v1/nothing/${'x'.repeat(9_000)}`, 414, 'ADDRESS_TOO_LONG'],
  ])('S24 %s refused in case %# is a problem that repeats nothing', async (method, url, status, code) => {
    const answer = await ask(method, url);
    expect(answer).toMatchObject({ status, body: { status, code, type: 'about:blank' } });
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.body.requestId).toBe(answer.headers['x-request-id']);
    expect(JSON.stringify(answer.body)).not.toMatch(/script|alert|nothing-here|xxxx/);
  });

  it.each([
    ['zh-CN,zh;q=0.9,en;q=0.5', 'zh', '此地址没有内容。'],
    ['en-US,zh;q=0.5', 'en', 'There is nothing at this address.'],
    ['fr', 'en', 'There is nothing at this address.'],
  ])('speak the language of %s', async (accepted, language, detail) => {
    const answer = await ask('GET', '/api/v1/nothing-here', { 'accept-language': accepted });
    expect(answer.headers['content-language']).toBe(language);
    expect(answer.body).toMatchObject({ detail, code: 'NOT_FOUND' });
  });

  it('name each fault in the language that is wanted', async () => {
    const body = { email: 1 };
    const headers = { 'accept-language': 'zh' };
    const answer = await console.call('POST', '/auth/login', { headers, body });
    expect(answer.body.errors).toContainEqual({
      field: 'password',
      code: 'required',
      message: '此字段必填。',
    });
  });

  it.each([
    ['POST', '/health', 'GET, HEAD'],
    ['PATCH', '/api/v1/auth/login', 'POST'],
    ['PUT', '/api/v1/projects', 'GET, HEAD, POST'],
    ['OPTIONS', '/api/v1/releases/00000000-0000-7000-8000-000000000000/approve', 'POST'],
    ['POST', '/api/v1/nodes/some-node/explain/', 'GET, HEAD'],
    ['DELETE', '/api/v1/agent/sync?x=1', 'POST'],
    ['GET', '/api/v1/agent/sync', 'POST'],
    ['TRACE', '/api/v1/keepalive', 'GET, HEAD, POST'],
  ])('%s %s is told which methods there are', async (method, url, allow) => {
    const answer = await ask(method, url, { 'content-type': 'application/json' });
    expect(answer).toMatchObject({ status: 405, body: { code: 'METHOD_NOT_ALLOWED' } });
    expect(answer.headers['allow']).toBe(allow);
  });

  it.each([
    ['GET', '/health', 200],
    ['GET', '/api/v1/projects', 401],
    ['GET', '/api/v1/nothing', 404],
    ['PUT', '/health', 405],
    ['GET', '/api/openapi.json', 200],
    ['GET', '/api/docs', 200],
    ['GET', '/api/docs/swagger-ui.css', 200],
    ['GET', '/', 200],
    ['GET', '/releases/new', 200],
    ['GET', '/favicon.svg', 200],
    ['GET', '/assets/missing.js', 404],
    ['GET', '/%ff', 400],
  ])('S24 %s %s says to browsers what it is not', async (method, url, status) => {
    const answer = await ask(method, url);
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
    });
    const policy = String(answer.headers['content-security-policy']);
    expect(policy).toMatch(/default-src '(none|self)'.*frame-ancestors 'none'/);
    expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|\*/);
  });

  it('S24 gives each page a nonce of its own, and no inline script', async () => {
    const pages = await Promise.all([ask('GET', '/'), ask('GET', '/')]);
    const nonces = pages.map(({ headers, body }) => {
      const [, nonce = ''] =
        /'nonce-([A-Za-z0-9+/=]+)'/.exec(String(headers['content-security-policy'])) ?? [];
      expect(body).toContain(`nonce="${nonce}"`);
      expect(body).not.toContain('CSP_NONCE');
      expect(headers['content-security-policy']).toContain("script-src 'self';");
      expect(String(body).match(/<script(?![^>]* src=)/g)).toBeNull();
      return nonce;
    });
    expect(new Set(nonces).size).toBe(2);
  });

  it('S24 allows the styles of the API pages by their hashes', async () => {
    const { headers, body } = await ask('GET', '/api/docs');
    expect(String(body).match(/<script(?![^>]* src=)/g)).toBeNull();
    expect(String(body)).not.toMatch(/ style="/);
    expect(String(headers['content-security-policy'])).toMatch(/style-src 'self'( 'sha256-[^']+')+;/);
  });
});
