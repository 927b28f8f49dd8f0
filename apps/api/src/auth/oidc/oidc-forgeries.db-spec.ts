import { generateKeyPairSync } from 'node:crypto';
import { formsOf, search } from '../../../test/canaries/canary-search.js';
import { ForgingIssuer, type Forgery } from '../../../test/oidc/forging-issuer.js';
import { TestBrowser } from '../../../test/oidc/test-browser.js';
import { CLIENT, settingsOf } from '../../../test/oidc/test-provider.js';
import { withConsole } from '../../../test/with-console.js';

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const now = (): number => Math.floor(Date.now() / 1000);

describe('what a provider answers', () => {
  const issuer = new ForgingIssuer();
  let output = '';
  beforeAll(async () => {
    await issuer.start();
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => ((output += String(text)), true));
  });
  const console = withConsole(
    settingsOf(() => issuer.url, { OIDC_WITHOUT_ROLE: 'allow', LOG_LEVEL: 'debug' }),
  );
  afterAll(async () => {
    jest.restoreAllMocks();
    await issuer.stop();
  });
  beforeEach(() => (issuer.forgery = {}));

  /** The code of what went wrong, or null; nobody is signed in then. */
  const outcomeOf = async (forgery: Forgery, more: Record<string, string> = {}): Promise<string | null> => {
    const own = new TestBrowser(console);
    const begin = await own.begin();
    issuer.forgery = forgery;
    const page = await own.back(issuer.callbackOf(begin, { iss: issuer.url, ...more }));
    const problem = page.searchParams.get('problem');
    expect(own.cookies.has('rc_refresh')).toBe(problem === null);
    return problem;
  };

  it('lets in when all of it is right', async () => {
    expect(await outcomeOf({})).toBeNull();
    const { authorization, form } = issuer.heard.at(-1) ?? {};
    expect(form?.get('code_verifier')).toMatch(/^[\w-]{43}$/);
    expect(form?.get('client_secret')).toBeNull();
    const shown = Buffer.from(String(authorization).replace('Basic ', ''), 'base64').toString();
    expect(shown).toContain(encodeURIComponent('+with=signs'));
  });

  it.each<[string, () => Forgery]>([
    ['another nonce', () => ({ claims: { nonce: 'another' } })],
    ['no nonce', () => ({ claims: { nonce: undefined } })],
    ['another issuer', () => ({ claims: { iss: 'https://id.example.com' } })],
    ['another audience', () => ({ claims: { aud: 'another' } })],
    [
      'a second audience, made for that one',
      () => ({ claims: { aud: [CLIENT.id, 'another'], azp: 'another' } }),
    ],
    ['an end that is past', () => ({ claims: { iat: now() - 900, exp: now() - 600 } })],
    ['no end', () => ({ claims: { exp: undefined } })],
    ['no subject', () => ({ claims: { sub: undefined } })],
    ['an empty subject', () => ({ claims: { sub: '' } })],
    [
      'a key of somebody else',
      () => ({ key: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey }),
    ],
    ['a key that is not known', () => ({ header: { alg: 'RS256', kid: 'unknown' } })],
    [
      'the secret of the client as its key',
      () => ({ header: { alg: 'HS256' }, key: Buffer.from(CLIENT.secret) }),
    ],
    [
      'no signature',
      () => ({
        token: (nonce) =>
          `${part({ alg: 'none' })}.${part({ sub: 'nora', email: 'nora@example.com', email_verified: true, iss: issuer.url, aud: CLIENT.id, nonce, iat: now(), exp: now() + 300 })}.`,
      }),
    ],
    ['no token', () => ({ refusal: { status: 200, body: { access_token: 'x', token_type: 'Bearer' } } })],
  ])('S22 is refused with %s in the token', async (_, forgery) => {
    expect(await outcomeOf(forgery())).toBe('OIDC_INVALID');
  });

  it('is refused when claims were changed after it was signed', async () => {
    const own = new TestBrowser(console);
    const begin = await own.begin();
    const nonce = begin.searchParams.get('nonce');
    const honest = { sub: 'nora', iss: issuer.url, aud: CLIENT.id, nonce, iat: now(), exp: now() + 300 };
    const { SignJWT } = await import('jose');
    const signed = await new SignJWT(honest)
      .setProtectedHeader({ alg: 'RS256' })
      .sign(issuer.ownKey.privateKey);
    const [head, , signature] = signed.split('.');
    issuer.forgery = { token: () => `${head}.${part({ ...honest, sub: 'mira' })}.${signature}` };
    const page = await own.back(issuer.callbackOf(begin, { iss: issuer.url }));
    expect(page.searchParams.get('problem')).toBe('OIDC_INVALID');
  });

  it('is refused when it comes in the name of another provider, or of none', async () => {
    expect(await outcomeOf({}, { iss: 'https://id.example.com' })).toBe('OIDC_INVALID');
    const own = new TestBrowser(console);
    const page = await own.back(issuer.callbackOf(await own.begin()));
    expect(page.searchParams.get('problem')).toBe('OIDC_INVALID');
  });

  it('is asked for what the token does not have, and believed about the same person alone', async () => {
    const told = { email: 'kai@example.com', email_verified: true, groups: [] };
    const claims = { sub: 'kai', email: undefined };
    expect(await outcomeOf({ claims, userInfo: { ...told, sub: 'mira' } })).toBe('OIDC_INVALID');
    expect(await outcomeOf({ claims })).toBe('OIDC_UNAVAILABLE');
    expect(await outcomeOf({ claims, userInfo: { ...told, sub: 'kai' } })).toBeNull();
  });

  it('takes no role from anybody whose groups are told elsewhere', async () => {
    const claims = { groups: undefined, _claim_names: { groups: 'elsewhere' } };
    expect(await outcomeOf({ claims, userInfo: { sub: 'nora' } })).toBe('OIDC_GROUPS_UNKNOWN');
  });

  it('shows the secret of the client to nobody, whatever is answered', async () => {
    const echo = { error: 'invalid_client', error_description: `no ${CLIENT.secret}` };
    expect(await outcomeOf({ refusal: { status: 401, body: echo } })).toBe('OIDC_REFUSED');
    expect(await outcomeOf({ refusal: { status: 400, body: { ...echo, error: CLIENT.secret } } })).toBe(
      'OIDC_REFUSED',
    );
    expect(await outcomeOf({ refusal: { status: 503, body: echo } })).toBe('OIDC_UNAVAILABLE');
    expect(await outcomeOf({ refusal: { status: 502, body: { text: CLIENT.secret } } })).toBe(
      'OIDC_UNAVAILABLE',
    );
    expect(output).toContain('invalid_client');
    const tables = await console.db.source.query<{ name: string }[]>(
      "SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public'",
    );
    const sinks = [{ name: 'output', text: output }];
    for (const { name } of tables)
      sinks.push({
        name,
        text: JSON.stringify(await console.db.source.query(`SELECT t::text FROM ${name} t`)),
      });
    expect(Object.keys(formsOf(CLIENT.secret)).length).toBeGreaterThan(3);
    expect(search([{ name: 'secret', secret: CLIENT.secret }], sinks)).toEqual([]);
  });
});
