import { atProvider, TestBrowser } from '../../../test/oidc/test-browser.js';
import { CLIENT, withProvider } from '../../../test/oidc/test-provider.js';
import { withConsole, type Answer } from '../../../test/with-console.js';
import { Clock } from '../../platform/clock/index.js';

const NORA = { email: 'Nora@example.com', email_verified: true, name: 'Nora Lind', groups: ['staff'] };

describe('signing in through an OpenID Connect provider', () => {
  const provider = withProvider();
  const console = withConsole(
    provider.settings({ OIDC_ROLES: 'platform=admin,ops=shop:operator,ops=nowhere:viewer,staff=*:viewer' }),
  );
  const browser = (): TestBrowser => new TestBrowser(console);
  let shop = '';
  let cart = '';

  const signedIn = async (login: string, account: object): Promise<Answer> => {
    await provider.set(login, { ...account });
    const own = browser();
    expect(await own.signIn(login)).toBeNull();
    return own.me();
  };
  const rolesOf = ({ body }: Answer): Record<string, string> =>
    Object.fromEntries(
      (body.memberships as { projectCode: string; role: string }[]).map((each) => [
        each.projectCode,
        each.role,
      ]),
    );
  const entries = async (action: string, subjectId: string): Promise<{ data: object; actor: object }[]> => {
    const { body } = await console.admin.call('GET', `/audit?action=${action}&limit=200`);
    return body.items.filter((entry: { subject: { id: string } }) => entry.subject.id === subjectId);
  };
  const count = async (sql: string, values: unknown[] = []): Promise<number> =>
    ((await console.db.source.query(`SELECT count(*)::int AS n FROM ${sql}`, values)) as { n: number }[])[0]
      ?.n ?? 0;

  beforeAll(async () => {
    shop = (await console.newProject('shop')).id;
    cart = (await console.newProject('cart')).id;
    await provider.set('nora', NORA);
  });
  afterEach(() => jest.restoreAllMocks());

  it('is offered by its name', async () => {
    expect((await console.call('GET', '/auth/sign-in-ways')).body).toEqual({ oidc: { name: 'Demo ID' } });
  });

  it('begins with PKCE, state, nonce and a cookie that no script and no other host sees', async () => {
    const own = browser();
    const answer = await own.get('/auth/oidc?returnTo=/releases');
    const url = new URL(String(answer.headers['location']));
    expect(url.origin).toBe(provider.url);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: CLIENT.id,
      response_type: 'code',
      redirect_uri: 'https://console.example.com/api/v1/auth/oidc/callback',
      scope: 'openid email profile groups',
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    });
    expect(String(answer.headers['set-cookie'])).toMatch(
      /^__Host-rc_oidc=[\w.-]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=600; Secure$/,
    );
    expect(answer.headers['cache-control']).toBe('no-store');
    for (const secret of ['state', 'nonce']) expect(own.kept).not.toContain(url.searchParams.get(secret));
  });

  it('makes an account without a password for somebody new, with a session like any other', async () => {
    const own = browser();
    const page = await own.back(
      await atProvider(await own.begin('/releases?status=paused'), { login: 'nora' }),
    );
    expect(page.pathname + page.search).toBe('/login?by=oidc&returnTo=%2Freleases%3Fstatus%3Dpaused');
    expect(own.kept).toBeUndefined();
    const me = await own.me();
    expect(me.body).toMatchObject({
      email: 'nora@example.com',
      name: 'Nora Lind',
      isAdmin: false,
      hasPassword: false,
      isLinked: true,
    });
    expect(rolesOf(me)).toEqual({ shop: 'viewer', cart: 'viewer' });
    const sessions = await console.admin.call('GET', `/users/${me.body.id}/sessions`);
    expect(sessions.body.items).toHaveLength(1);
    const hours = (Date.parse(sessions.body.items[0].expiresAt) - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(23);
    expect(hours).toBeLessThan(25);
    expect((await entries('user.signed_in', me.body.id)).map(({ data }) => data)).toEqual([{ by: 'oidc' }]);
    expect((await entries('user.created', me.body.id))[0]).toMatchObject({ actor: { kind: 'system' } });
    const { body } = await console.call('POST', '/auth/login', {
      body: { email: 'nora@example.com', password: '' },
    });
    expect(body.code).toBe('SIGN_IN_FAILED');
  });

  it('knows the same person again, whatever the address and the name are by then', async () => {
    const first = await signedIn('mira', { ...NORA, email: 'mira@example.com' });
    const again = await signedIn('mira', { ...NORA, email: 'else@example.com', name: 'Else' });
    expect(again.body).toMatchObject({ id: first.body.id, email: 'mira@example.com', name: 'Nora Lind' });
    expect(await count("users WHERE email LIKE 'else@%'")).toBe(0);
  });

  it('sets the roles that the groups give at each sign-in, and takes what they no longer give', async () => {
    const account = { ...NORA, email: 'ola@example.com' };
    const roles = async (...groups: string[]): Promise<object> =>
      rolesOf(await signedIn('ola', { ...account, groups }));
    expect(await roles('staff', 'ops', 'unknown')).toEqual({ shop: 'operator', cart: 'viewer' });
    expect(await roles('ops')).toEqual({ shop: 'operator' });
    const admin = await signedIn('ola', { ...account, groups: ['platform'] });
    expect(admin.body).toMatchObject({ isAdmin: true, memberships: [] });
    const after = await signedIn('ola', { ...account, groups: ['staff'] });
    expect(after.body.isAdmin).toBe(false);
    expect(rolesOf(after)).toEqual({ shop: 'viewer', cart: 'viewer' });
    const changed = await entries('user.changed', after.body.id);
    expect(changed.map(({ data }) => data)).toEqual([
      { isAdmin: { from: true, to: false }, by: 'oidc' },
      { isAdmin: { from: false, to: true }, by: 'oidc' },
    ]);
    expect(changed[0]?.actor).toMatchObject({ kind: 'system' });
    const told = await entries('member.removed', shop);
    expect(told[0]?.data).toMatchObject({
      user: { id: after.body.id },
      from: 'operator',
      to: null,
      by: 'oidc',
    });
    expect((await console.admin.call('GET', '/audit/verify')).body).toMatchObject({ whole: true });
  });

  it('leaves alone what was given by hand', async () => {
    const { body: uma } = await signedIn('uma', { ...NORA, email: 'uma@example.com', groups: ['ops'] });
    const byHand = { role: 'release_manager' };
    for (const project of [shop, cart])
      expect(
        (await console.admin.call('PUT', `/projects/${project}/members/${uma.id}`, byHand)).body,
      ).toMatchObject({
        source: 'manual',
      });
    await console.admin.call('PATCH', `/users/${uma.id}`, { isAdmin: true });
    for (const groups of [['staff'], [], ['ops', 'staff']]) {
      const me = await signedIn('uma', { ...NORA, email: 'uma@example.com', groups });
      expect(rolesOf(me)).toEqual({ shop: 'release_manager', cart: 'release_manager' });
      expect(me.body.isAdmin).toBe(true);
    }
    const { body } = await console.admin.call('GET', `/projects/${shop}/members`);
    expect(new Set(body.items.map(({ source }: { source: string }) => source))).toEqual(
      new Set(['manual', 'group']),
    );
  });

  it('refuses whoever has no role, makes no account for them, and takes what they had', async () => {
    await provider.set('zoe', { ...NORA, email: 'zoe@example.com', groups: ['other'] });
    expect(await browser().signIn('zoe')).toBe('OIDC_NO_ROLE');
    expect(await count("users WHERE email LIKE 'zoe@%'")).toBe(0);
    const { body } = await signedIn('zoe', { ...NORA, email: 'zoe@example.com' });
    await provider.set('zoe', { ...NORA, email: 'zoe@example.com', groups: [] });
    expect(await browser().signIn('zoe')).toBe('OIDC_NO_ROLE');
    expect(await count('project_members WHERE user_id = $1', [body.id])).toBe(0);
  });

  it('S32 never takes an address for a person: accounts with a password are not touched', async () => {
    const person = await console.newPerson();
    await provider.set('twin', { ...NORA, email: person.email.toUpperCase() });
    expect(await browser().signIn('twin')).toBe('OIDC_EMAIL_TAKEN');
    // Cyrillic: people would take it for the other one.
    await provider.set('twin', { ...NORA, email: person.email.replace('p', '\u0440') });
    expect(await browser().signIn('twin')).toMatch(/^OIDC_EMAIL_(TAKEN|MISSING)$/);
    expect(await count('oidc_identities WHERE user_id = $1', [person.id])).toBe(0);
    expect(await count('sessions WHERE user_id = $1', [person.id])).toBe(1);
  });

  it.each([
    ['OIDC_EMAIL_UNVERIFIED', { email_verified: false }],
    ['OIDC_EMAIL_UNVERIFIED', { email_verified: undefined }],
    ['OIDC_EMAIL_MISSING', { email: undefined }],
    ['OIDC_EMAIL_MISSING', { email: 'no address' }],
  ])('S32 refuses a new person with %s for %j', async (code, told) => {
    await provider.set('vera', { ...NORA, email: 'vera@example.com', ...told });
    expect(await browser().signIn('vera')).toBe(code);
    expect(await count("users WHERE email LIKE 'vera@%'")).toBe(0);
  });

  it('refuses a disabled account', async () => {
    const { body } = await signedIn('ivo', { ...NORA, email: 'ivo@example.com' });
    await console.admin.call('PATCH', `/users/${body.id}`, { disabled: true });
    const own = browser();
    expect(await own.signIn('ivo')).toBe('ACCOUNT_DISABLED');
    expect(own.cookies.size).toBe(0);
  });

  it('S23 works once', async () => {
    const own = browser();
    const callback = await atProvider(await own.begin(), { login: 'nora' });
    const kept = own.kept;
    const both = await Promise.all([own.back(callback), own.back(callback)]);
    const problems = both.map((page) => page.searchParams.get('problem')).sort();
    expect(problems).toEqual(['OIDC_STALE', null]);
    own.kept = kept;
    expect((await own.back(callback)).searchParams.get('problem')).toBe('OIDC_STALE');
  });

  it('S23 works once on whichever process of the console', async () => {
    const app = await console.another();
    const own = browser();
    const there = new TestBrowser(console, app);
    const callback = await atProvider(await own.begin(), { login: 'nora' });
    there.kept = own.kept;
    expect((await there.back(callback)).searchParams.get('problem')).toBeNull();
    expect((await there.me()).body.email).toBe('nora@example.com');
    expect((await own.back(callback)).searchParams.get('problem')).toBe('OIDC_STALE');
    await app.close();
  });

  it('S23 takes nobody back whom it did not send from this browser', async () => {
    const [own, other] = [browser(), browser()];
    const callback = await atProvider(await own.begin(), { login: 'nora' });
    const theirs = await other.begin();
    const state = theirs.searchParams.get('state') ?? '';
    const swapped = new URL(callback);
    swapped.searchParams.set('state', state);
    const withNone = browser();
    const changed = browser();
    changed.kept = `${own.kept?.slice(0, -4)}AAAA`;
    for (const [who, url, code] of [
      [withNone, callback, 'OIDC_STALE'],
      [changed, callback, 'OIDC_STALE'],
      [other, callback, 'OIDC_STALE'],
    ] as const)
      expect((await who.back(url)).searchParams.get('problem')).toBe(code);
    // The code of another sign-in, with a state that is this browser's: the verifier is another one.
    await other.begin();
    const again = await other.begin();
    swapped.searchParams.set('state', again.searchParams.get('state') ?? '');
    expect((await other.back(swapped)).searchParams.get('problem')).toBe('OIDC_REFUSED');
    expect(other.cookies.size).toBe(0);
  });

  it('takes nobody back after ten minutes', async () => {
    const own = browser();
    const callback = await atProvider(await own.begin(), { login: 'nora' });
    const later = new Date(Date.now() + 601_000);
    jest.spyOn(console.app.get(Clock), 'now').mockReturnValue(later);
    expect((await own.back(callback)).searchParams.get('problem')).toBe('OIDC_STALE');
  });

  it('says in its own words that the person or the provider did not want to', async () => {
    for (const [error, code] of [
      ['access_denied', 'OIDC_CANCELLED'],
      ['temporarily_unavailable', 'OIDC_REFUSED'],
    ] as const) {
      const own = browser();
      const answer = await atProvider(await own.begin('/releases'), { error });
      const page = await own.back(answer);
      expect(page.pathname + page.search).toBe(`/login?problem=${code}&returnTo=%2Freleases`);
      expect(page.href).not.toMatch(/words|provider|%3Cb/);
    }
  });

  it.each(['//evil.example', 'https://evil.example/x', '/\\evil.example', '/login'])(
    'leads to no other site for returnTo=%s',
    async (returnTo) => {
      const own = browser();
      const page = await own.back(await atProvider(await own.begin(returnTo), { login: 'nora' }));
      expect(page.pathname + page.search).toBe('/login?by=oidc&returnTo=%2F');
    },
  );

  it('stops whoever brings back too many wrong answers, and nobody in whose browser it worked before', async () => {
    const known = browser();
    expect(await known.signIn('nora')).toBeNull();
    const callback = '/auth/oidc/callback?code=x&state=';
    const own = browser();
    const problems = new Set<string | null>();
    for (let times = 0; times < 102; times += 1) {
      const state = (await own.begin()).searchParams.get('state') ?? '';
      const answer = await own.get(`${callback}${state}&error=access_denied`);
      problems.add(new URL(String(answer.headers['location']), 'http://x').searchParams.get('problem'));
    }
    expect(problems).toContain('TOO_MANY_ATTEMPTS');
    expect(await browser().signIn('nora')).toBe('TOO_MANY_ATTEMPTS');
    expect(await known.signIn('nora')).toBeNull();
    known.cookies.set('rc_provider', `${known.cookies.get('rc_provider')?.slice(0, -4)}AAAA`);
    expect(await known.signIn('nora')).toBe('TOO_MANY_ATTEMPTS');
    await console.db.source.query('DELETE FROM login_attempts');
  });

  it('forgets what came back when it is too old to come again', async () => {
    await console.db.source.query("UPDATE used_oidc_sign_ins SET expires_at = now() - interval '1 minute'");
    expect(await count('used_oidc_sign_ins')).toBeGreaterThan(0);
    const { AuthSweeper } = await import('../auth-sweeper.js');
    await console.app.get(AuthSweeper).sweep();
    expect(await count('used_oidc_sign_ins')).toBe(0);
  });
});
