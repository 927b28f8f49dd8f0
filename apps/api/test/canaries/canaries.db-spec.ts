import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { entities } from '../../src/app.module.js';
import { withDatabase } from '../with-database.js';
import { CanaryConsole } from './canary-console.js';
import { plantConfiguration } from './configuration.js';
import { formsOf, search } from './canary-search.js';

const ADMIN = 'admin@example.com';
/** Fewer of each kind in `npm test`; all of them in the whole run. */
const IS_QUICK = process.env['TAKE_TURNS'] === '1';
const PEOPLE = IS_QUICK ? 2 : 6;
const NODES = IS_QUICK ? 2 : 8;
const ENROLMENTS = IS_QUICK ? 2 : 6;
const ROLE = `canary_${randomBytes(6).toString('hex')}`;

/**
 * Fifty secrets of every kind, each shown to be in use, and then looked for in everything that comes out: what is
 * printed, what anybody else is answered, exports, and every row of every table.
 */
describe('I31 S27 fifty secrets', () => {
  const { url, source } = withDatabase({ entities });
  const console = new CanaryConsole(source);
  let admin = '';
  let environmentId = '';

  const api = (path: string): string => `/api/v1${path}`;
  const me = (token: string): ReturnType<typeof console.call> =>
    console.call('GET', api('/auth/me'), { token });
  const sync = (token: string, nodeId?: string): ReturnType<typeof console.call> =>
    console.call('POST', api('/agent/sync'), {
      token,
      body: {
        agent: { version: '1', instance: randomBytes(4).toString('hex') },
        ...(nodeId ? { nodeId } : {}),
      },
      isDelivery: true,
    });

  /** Signs in with a canary as password; the tokens that come are canaries, too. */
  async function signIn(who: string, email: string, password: string): Promise<string> {
    const answer = await console.call('POST', api('/auth/login'), {
      body: { email, password },
      isDelivery: true,
    });
    expect([who, answer.status]).toEqual([who, 200]);
    return keep(who, answer);
  }

  /** Of a token only what makes it one: its head and claims are in others as well. */
  async function keep(
    who: string,
    { body, headers }: Awaited<ReturnType<typeof console.call>>,
  ): Promise<string> {
    const token = String(body.accessToken);
    console.plant(`access token of ${who}`, token.split('.')[2] ?? '');
    console.isUsed(`access token of ${who}`, (await me(token)).status === 200);
    const cookie = /^[^;]+/.exec(headers.getSetCookie()[0] ?? '')?.[0] ?? '';
    console.plant(`refresh cookie of ${who}`, cookie.split('.').at(-1) ?? '');
    const renewed = await console.call('POST', api('/auth/refresh'), {
      headers: { cookie },
      isDelivery: true,
    });
    console.isUsed(`refresh cookie of ${who}`, renewed.status === 200);
    return token;
  }

  /** A key of an authenticator app, what it is asked for with, and what stands in for it. */
  async function secondFactor(who: string, email: string, password: string, token: string): Promise<void> {
    const own = { token, isDelivery: true };
    const begun = await console.call('POST', api('/auth/second-factor'), { ...own, body: { password } });
    const secret = console.plant(`TOTP key of ${who}`, String(begun.body.secret));
    const codeAt = (timestamp: number): string =>
      new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp });
    const body = { code: codeAt(Date.now()) };
    const on = await console.call('POST', api('/auth/second-factor/confirm'), { ...own, body });
    console.isUsed(`TOTP key of ${who}`, on.status === 200);
    const recovery = console.plant(`recovery code of ${who}`, String(on.body.recoveryCodes[0]));
    const asked = await console.call('POST', api('/auth/login'), {
      body: { email, password },
      isDelivery: true,
    });
    const challenge = console.plant(`challenge of ${who}`, String(asked.body.challenge));
    const answered = await console.call('POST', api('/auth/login/second-factor'), {
      body: { challenge, code: recovery },
      isDelivery: true,
    });
    for (const name of [`challenge of ${who}`, `recovery code of ${who}`])
      console.isUsed(name, answered.status === 200);
  }

  beforeAll(async () => {
    const secretKey = console.make('SECRET_KEY');
    const databaseUrl = new URL(url);
    databaseUrl.username = ROLE;
    databaseUrl.password = console.plant('password of the database', randomBytes(24).toString('base64url'));
    await source.query(`CREATE ROLE ${ROLE} LOGIN SUPERUSER PASSWORD '${databaseUrl.password}'`);
    const former = console.plant('FORMER_SECRET_KEYS', randomBytes(30).toString('base64url'));
    await console.start({ databaseUrl: databaseUrl.href, secretKey, env: { FORMER_SECRET_KEYS: former } });
    console.isUsed('password of the database', (await console.call('GET', '/health')).status === 200);

    const link = /setup\?token=([A-Za-z0-9_-]+)/.exec(console.printed)?.[1] ?? '';
    const password = console.make('password of the first admin');
    const setUp = await console.call('POST', api('/auth/setup'), {
      body: { token: link, email: ADMIN, name: 'Admin', password },
      isDelivery: true,
    });
    expect([setUp.status, link.length]).toEqual([200, 43]);
    admin = await keep('the first admin', setUp);
    // Signs what the next lines are let in with, and is looked for like all others.
    console.isUsed('SECRET_KEY', (await me(admin)).status === 200);
    console.isUsed('FORMER_SECRET_KEYS', console.printed.includes('former SECRET_KEY'));
    console.isUsed('password of the first admin', (await signIn('the admin again', ADMIN, password)) !== '');
  }, 60_000);

  it('are planted, and each is in use', async () => {
    const tokens: string[] = [];
    for (let n = 1; n <= PEOPLE; n += 1) {
      const email = `person${n}@example.com`;
      const password = console.make(`password ${n}`);
      const body = { email, name: `Person ${n}`, password };
      expect((await console.call('POST', api('/users'), { token: admin, body })).status).toBe(201);
      tokens.push(await signIn(`person ${n}`, email, password));
      console.isUsed(`password ${n}`, tokens.length === n);
      if (n <= 2) await secondFactor(`person ${n}`, email, password, tokens[n - 1] ?? '');
      // A typing mistake of one is what somebody else would like to read.
      await console.call('POST', api('/auth/login'), { body: { email, password: `${password}!` } });
    }
    const project = await console.call('POST', api('/projects'), {
      token: admin,
      body: { code: 'shop', name: 'Shop' },
    });
    environmentId = project.body.environments[0].id;
    await plantConfiguration(console, admin, {
      projectId: project.body.id,
      environment: project.body.environments[0].code,
    });
    for (let n = 1; n <= NODES; n += 1) {
      const id = `node-${n}`;
      expect(
        (await console.call('POST', api('/nodes'), { token: admin, body: { id, name: id } })).status,
      ).toBe(201);
      const key = `key-${randomBytes(6).toString('hex')}`;
      const mint = () =>
        console.call('POST', api(`/nodes/${id}/tokens`), {
          token: admin,
          headers: { 'idempotency-key': key },
          isDelivery: true,
        });
      const token = String((await mint()).body.token);
      // Kept for whoever asks again with the same key, so it is in the database: sealed.
      expect((await mint()).body.token).toBe(token);
      console.plant(`node token ${n}`, token);
      console.isUsed(`node token ${n}`, (await sync(token)).status === 200);
    }
    for (let n = 1; n <= ENROLMENTS; n += 1) {
      const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
      const body = { environmentIds: [environmentId], maxUses: 5, expiresAt };
      const given = await console.call('POST', api('/enrolment-tokens'), {
        token: admin,
        body,
        isDelivery: true,
      });
      const token = console.plant(`enrolment token ${n}`, String(given.body.token));
      const enrolled = await sync(token, `enrolled-${n}`);
      console.isUsed(`enrolment token ${n}`, enrolled.status === 200);
      console.plant(`token of enrolled node ${n}`, String(enrolled.body.token));
      console.isUsed(`token of enrolled node ${n}`, (await sync(String(enrolled.body.token))).status === 200);
    }
    const csv = 'node_id\nbulk-1\nbulk-2\nbulk-3\nbulk-4\n';
    const bulk = await console.call('POST', api('/nodes/tokens/bulk'), {
      token: admin,
      body: csv,
      headers: { 'content-type': 'text/csv' },
      isDelivery: true,
    });
    const issued = bulk.text.match(/rcn_[A-Za-z0-9_-]+/g) ?? [];
    expect([bulk.status, issued.length]).toEqual([200, 4]);
    for (const [index, token] of issued.entries()) {
      console.plant(`token in bulk ${index}`, token);
      console.isUsed(`token in bulk ${index}`, (await sync(token)).status === 200);
    }
    expect([...console.unused]).toEqual([]);
    expect(console.canaries.length).toBeGreaterThanOrEqual(IS_QUICK ? 25 : 50);
  }, 120_000);

  it('are shown to nobody who makes mistakes with them', async () => {
    for (const { secret } of console.canaries) {
      const text = encodeURIComponent(secret);
      await console.call('GET', api(`/releases?cursor=${text}`), { token: admin });
      await console.call('GET', api(`/nodes/${text}`), { token: admin });
      await console.call('GET', `/${text}`);
      await console.call('GET', api('/auth/me'), {
        headers: { authorization: `Basic ${Buffer.from(secret).toString('base64')}` },
      });
      await console.call('POST', api('/auth/login'), { body: `{"email": "${secret.replace(/"/g, '')}` });
      await console.call('POST', api('/auth/login'), {
        body: { email: 'a@example.com', password: secret, more: secret },
      });
      await console.call('POST', api('/projects'), {
        token: admin,
        body: { code: secret, name: secret, token: secret },
      });
    }
  }, 60_000);

  it('are in nothing that comes out', async () => {
    for (const path of [
      '/users',
      '/nodes',
      '/nodes/node-1',
      '/nodes/node-1/tokens',
      '/enrolment-tokens',
      '/projects',
      '/audit',
    ])
      expect((await console.call('GET', api(path), { token: admin })).status).toBe(200);
    for (const path of [
      '/audit/export?format=csv',
      '/audit/export?format=json',
      '/auth/sessions',
      '/audit/verify',
    ])
      expect((await console.call('GET', api(path), { token: admin })).status).toBe(200);
    await console.call('GET', '/api/openapi.json');
    const sinks = await console.sinks();
    expect(sinks.find(({ name }) => name === 'table audit_entries')?.text.length).toBeGreaterThan(1_000);
    expect(sinks.find(({ name }) => name === 'table idempotency_keys')?.text).toContain('v1.');
    for (const name of ['config_secrets', 'config_versions', 'config_publications', 'sealed_blobs'])
      expect(sinks.find((sink) => sink.name === `table ${name}`)?.text).toContain('v1.');
    expect(search(console.canaries, sinks)).toEqual([]);
  }, 120_000);

  it.each(Object.keys(formsOf('x')))('would be found where one leaks as %s', async (form) => {
    for (const { name, secret } of console.canaries) {
      const [leaked = ''] = formsOf(secret)[form] ?? [];
      expect(search([{ name, secret }], [{ name: 'leak', text: `before ${leaked} after` }])).toContain(
        `leak: ${name} as ${form}`,
      );
    }
  });

  it('would be found in an answer, in a table and in the output', async () => {
    const secret = console.canaries.find(({ name }) => name === 'node token 1')?.secret ?? '';
    const leak = Buffer.from(`node-1:${secret}`).toString('base64');
    await console.call('POST', api('/projects'), {
      token: admin,
      body: { code: 'leak', name: leak.slice(0, 90) },
    });
    process.stdout.write(`a line with ${leak}\n`);
    const hits = search(console.canaries, await console.sinks());
    expect(hits).toEqual(
      expect.arrayContaining([
        'table projects: node token 1 as base64',
        'table audit_entries: node token 1 as base64',
        'output: node token 1 as base64',
        expect.stringMatching(/^answer .*: node token 1 as base64$/),
      ]),
    );
  });

  // Before the connection of this file ends, which is closed first.
  it('leave nothing behind', async () => {
    await console.stop();
    // It made partitions for what is measured.
    await source.query(`DROP OWNED BY ${ROLE}`);
    await source.query(`DROP ROLE ${ROLE}`);
  });
});
