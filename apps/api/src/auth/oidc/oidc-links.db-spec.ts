import { Secret, TOTP } from 'otpauth';
import { atProvider, TestBrowser } from '../../../test/oidc/test-browser.js';
import { PUBLIC_URL, withProvider } from '../../../test/oidc/test-provider.js';
import { ADMIN, withConsole, type Answer, type Person } from '../../../test/with-console.js';

const NORA = { email: 'nora@example.com', email_verified: true, name: 'Nora Lind', groups: [] };
const BYHAND = { password: 'a password given by hand' };

describe('linking an account with the provider', () => {
  const provider = withProvider();
  const console = withConsole(provider.settings({ OIDC_WITHOUT_ROLE: 'allow' }));

  const wish = async (who: Person, own: TestBrowser, password: string): Promise<Answer> =>
    own.keep(await who.call('POST', '/auth/oidc/link', { password }));
  const linked = async (who: Person, own: TestBrowser, login: string, password: string): Promise<string> => {
    const { body } = await wish(who, own, password);
    const page = await own.back(await atProvider(new URL(body.url), { login }));
    return page.pathname + page.search;
  };
  const newcomer = async (email: string): Promise<Person> => {
    const created = await console.admin.call('POST', '/users', { email, name: 'N', ...BYHAND });
    expect(created.status).toBe(201);
    return console.signIn(email, BYHAND.password);
  };

  it('takes the password, and then lets in by either way, as the same person', async () => {
    const person = await newcomer('nora@example.com');
    await provider.set('nora', NORA);
    const own = new TestBrowser(console);
    expect(await own.signIn('nora')).toBe('OIDC_EMAIL_TAKEN');
    expect((await wish(person, own, 'wrong')).body.code).toBe('WRONG_PASSWORD');
    expect(own.kept).toBeUndefined();
    expect(await linked(person, own, 'nora', BYHAND.password)).toBe('/settings/profile?provider=linked');
    expect(own.cookies.size).toBe(0);
    expect(await own.signIn('nora')).toBeNull();
    expect((await own.me()).body).toMatchObject({ id: person.id, hasPassword: true, isLinked: true });
    expect((await console.signIn('nora@example.com', BYHAND.password)).id).toBe(person.id);
    expect((await wish(person, own, BYHAND.password)).body.code).toBe('OIDC_LINKED_ALREADY');
    const { body } = await console.admin.call('GET', '/audit?action=user.provider_linked');
    expect(body.items[0]).toMatchObject({ actor: { id: person.id }, data: { issuer: provider.url } });
  });

  it('leaves the second factor to the password: the provider has its own', async () => {
    const person = await console.signIn('nora@example.com', BYHAND.password);
    const { body } = await person.call('POST', '/auth/second-factor', BYHAND);
    const code = new TOTP({ secret: Secret.fromBase32(body.secret) }).generate();
    expect((await person.call('POST', '/auth/second-factor/confirm', { code })).status).toBe(200);
    const login = { email: 'nora@example.com', ...BYHAND };
    expect((await console.call('POST', '/auth/login', { body: login })).body.code).toBe(
      'SECOND_FACTOR_NEEDED',
    );
    expect(await new TestBrowser(console).signIn('nora')).toBeNull();
  });

  it('gives nobody the account of somebody else', async () => {
    const person = await newcomer('mira@example.com');
    const own = new TestBrowser(console);
    expect(await linked(person, own, 'nora', BYHAND.password)).toBe(
      '/settings/profile?problem=OIDC_LINKED_ELSEWHERE',
    );
    expect((await person.call('GET', '/auth/me')).body.isLinked).toBe(false);
  });

  it('ends with the sign-in in which it was begun', async () => {
    const person = await newcomer('ola@example.com');
    await provider.set('ola', { ...NORA, email: 'other@example.com' });
    const own = new TestBrowser(console);
    const { body } = await wish(person, own, BYHAND.password);
    const callback = await atProvider(new URL(body.url), { login: 'ola' });
    await console.admin.call('POST', `/users/${person.id}/sessions/end-all`);
    const page = await own.back(callback);
    expect(page.pathname + page.search).toBe('/settings/profile?problem=SESSION_ENDED');
  });

  it('is for people with a password who are signed in', async () => {
    const own = new TestBrowser(console);
    expect((await console.call('POST', '/auth/oidc/link', { body: BYHAND })).status).toBe(401);
    await provider.set('uma', { ...NORA, email: 'uma@example.com' });
    expect(await own.signIn('uma')).toBeNull();
    const { body: me } = await own.me();
    await console.admin.call('DELETE', `/users/${me.id}/provider-link`);
    const { body } = await console.call('POST', '/auth/refresh', {
      headers: { cookie: `rc_refresh=${own.cookies.get('rc_refresh')}` },
    });
    const headers = { authorization: `Bearer ${body.accessToken}` };
    for (const [path, request] of [
      ['/auth/oidc/link', BYHAND],
      ['/auth/password', { currentPassword: 'x', newPassword: 'another long password' }],
      ['/auth/second-factor', { password: 'x' }],
    ] as const)
      expect((await console.call('POST', path, { body: request, headers })).body.code).toBe('NO_PASSWORD');
    const foreign = { ...headers, origin: 'https://evil.example', host: new URL(PUBLIC_URL).host };
    expect(
      (await console.call('POST', '/auth/oidc/link', { body: BYHAND, headers: foreign })).body.code,
    ).toBe('FOREIGN_ORIGIN');
  });

  it('is undone by an admin, for an account at the provider that is gone', async () => {
    await provider.set('ida', { ...NORA, email: 'ida@example.com' });
    const own = new TestBrowser(console);
    expect(await own.signIn('ida')).toBeNull();
    const { body: ida } = await own.me();
    await provider.set('ida-2', { ...NORA, email: 'ida@example.com' });
    expect(await new TestBrowser(console).signIn('ida-2')).toBe('OIDC_EMAIL_TAKEN');
    for (const times of [1, 2])
      expect([times, (await console.admin.call('DELETE', `/users/${ida.id}/provider-link`)).status]).toEqual([
        times,
        204,
      ]);
    await provider.set('ida-3', { ...NORA, email: 'ida@example.com', email_verified: false });
    expect(await new TestBrowser(console).signIn('ida-3')).toBe('OIDC_EMAIL_UNVERIFIED');
    const again = new TestBrowser(console);
    expect(await again.signIn('ida-2')).toBeNull();
    expect((await again.me()).body.id).toBe(ida.id);
    expect(await new TestBrowser(console).signIn('ida')).toBe('OIDC_EMAIL_TAKEN');
    const { body } = await console.admin.call('GET', '/audit?action=user.provider_unlinked');
    expect(body.items).toHaveLength(2);
  });

  it('is not undone by another provider in the settings', async () => {
    await provider.set('kim', { ...NORA, email: 'kim@example.com' });
    expect(await new TestBrowser(console).signIn('kim')).toBeNull();
    await console.db.source.query(
      "UPDATE oidc_identities SET issuer = 'https://id.example.com' WHERE subject = 'kim'",
    );
    expect(await new TestBrowser(console).signIn('kim')).toBe('OIDC_EMAIL_TAKEN');
  });

  it('leaves an account alone that has a password, also when no one is linked with it', async () => {
    await provider.set('chief', { ...NORA, email: ADMIN.email });
    await console.admin.call('DELETE', `/users/${console.admin.id}/provider-link`);
    expect(await new TestBrowser(console).signIn('chief')).toBe('OIDC_EMAIL_TAKEN');
  });
});
