import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseSettings, SettingsError } from './settings.js';

describe('settings', () => {
  const folder = mkdtempSync(join(tmpdir(), 'settings-'));
  const file = join(folder, 'secret.txt');
  const content = 'what-stands-in-the-file-and-is-long-enough-for-a-key';
  writeFileSync(file, content);
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Every name that is asked for. */
  const names: string[] = [];
  parseSettings(
    new Proxy({}, { get: (_, name) => (names.push(String(name)), undefined) }) as Record<string, undefined>,
  );

  const said = (env: Record<string, string>): string => {
    try {
      return JSON.stringify(parseSettings(env));
    } catch (error) {
      if (error instanceof SettingsError) return error.message;
      throw error;
    }
  };

  it('are all known here', () => {
    expect(names).toEqual(expect.arrayContaining(['PORT', 'SECRET_KEY', 'DATABASE_URL', 'OUTGOING_ALLOW']));
    expect(new Set(names).size).toBeGreaterThanOrEqual(15);
  });

  it.each([...new Set(names)])('S31 %s is taken as it is written, never as the name of a file', (name) => {
    for (const value of [
      `@${file}`,
      `file:${file}`,
      `file://${file}`,
      `\${file:${file}}`,
      `$(cat ${file})`,
      `<${file}`,
    ]) {
      const admin = name.startsWith('ADMIN_')
        ? { ADMIN_EMAIL: 'a@example.com', ADMIN_PASSWORD: 'long enough' }
        : {};
      expect(said({ ...admin, [name]: value })).not.toContain(content);
    }
  });

  it('S31 a password may begin with an at sign', () => {
    const env = {
      ADMIN_EMAIL: 'a@example.com',
      ADMIN_PASSWORD: '@/etc/passwd',
      SECRET_KEY: `file:${'x'.repeat(32)}`,
    };
    expect(parseSettings(env)).toMatchObject({
      admin: { password: '@/etc/passwd' },
      secretKey: `file:${'x'.repeat(32)}`,
    });
  });

  it.each([
    ['SECRET_KEY', 'short', 'at least 32 characters'],
    ['FORMER_SECRET_KEYS', `${'k'.repeat(32)} short`, 'at least 32 characters'],
    ['OUTGOING_ALLOW', 'example.com', '10.1.0.0/16'],
    ['OUTGOING_ALLOW', '10.0.0.0/8 10.0.0.0/40', '10.1.0.0/16'],
    ['SCRUB_CYCLE_HOURS', '0', 'from 1 to 8760'],
    ['PORT', '80 80', 'from 0 to 65535'],
    ['OIDC_ISSUER', 'https://id.example.com', 'OIDC_CLIENT_ID, OIDC_CLIENT_SECRET missing'],
    ['OIDC_ROLES', 'staff=*:viewer', 'must be set together'],
    ['OIDC_ROLES', 'kkkk=shop:boss', 'group=project-code:operator'],
    ['OIDC_ROLES', 'kkkk', 'group=admin'],
    ['OIDC_TRUST_EMAIL', 'kkkk', 'false or true'],
    ['OIDC_WITHOUT_ROLE', 'kkkk', 'refuse or allow'],
    ['OIDC_SESSION_HOURS', '0', 'from 1 to 720'],
  ])('%s=%j is refused with what to do, and without what was given', (name, value, told) => {
    expect(() => parseSettings({ [name]: value })).toThrow(told);
    expect(() => parseSettings({ [name]: value })).not.toThrow('kkkk');
  });

  describe('of an OpenID Connect provider', () => {
    const OIDC = {
      OIDC_ISSUER: 'https://id.example.com/realms/demo/',
      OIDC_CLIENT_ID: 'console',
      OIDC_CLIENT_SECRET: 'kkkk-secret',
    };

    it('have defaults, and keep the slash at the end of the issuer', () => {
      expect(parseSettings(OIDC).oidc).toEqual({
        issuer: 'https://id.example.com/realms/demo/',
        clientId: 'console',
        clientSecret: 'kkkk-secret',
        scopes: 'openid email profile',
        name: 'id.example.com',
        groupsClaim: 'groups',
        roles: [],
        sessionHours: 24,
        trustsEmail: false,
        admitsWithoutRole: false,
      });
      expect(parseSettings({}).oidc).toBeUndefined();
    });

    it('say which group has which role, also groups with commas and equals signs in their names', () => {
      const OIDC_ROLES =
        'platform=admin, release managers=*:release_manager,CN=shop\\,OU=ops=shop-1:operator,';
      expect(parseSettings({ ...OIDC, OIDC_ROLES }).oidc?.roles).toEqual([
        { group: 'platform', role: 'admin' },
        { group: 'release managers', role: 'release_manager', project: '*' },
        { group: 'CN=shop,OU=ops', role: 'operator', project: 'shop-1' },
      ]);
    });

    it.each([
      ['OIDC_ISSUER', 'http://id.example.com', 'https://'],
      ['OIDC_ISSUER', 'https://user:kkkk@id.example.com', 'https://'],
      ['OIDC_ISSUER', 'kkkk', 'https://'],
      ['OIDC_SCOPES', 'email kkkk', 'openid'],
      ['OIDC_CLIENT_SECRET', '', 'OIDC_CLIENT_SECRET missing'],
    ])('refuse %s=%j and repeat no secret', (name, value, told) => {
      expect(() => parseSettings({ ...OIDC, [name]: value })).toThrow(told);
      expect(() => parseSettings({ ...OIDC, [name]: value })).not.toThrow('kkkk');
    });

    it('take an issuer without encryption on this very machine', () => {
      const issuer = 'http://127.0.0.1:9000';
      expect(parseSettings({ ...OIDC, OIDC_ISSUER: issuer }).oidc?.issuer).toBe(issuer);
    });
  });
});
