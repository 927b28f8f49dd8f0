import { ADMIN, withConsole, type Answer } from '../../test/with-console.js';

const RIGHT = 'a sentence that is long enough';
const WRONG = 'a sentence that is not the one';

/** Everybody at documentation addresses; `inject` says where a request comes from. */
describe('S34 failed sign-ins', () => {
  const console = withConsole();
  let people = 0;

  async function someone(): Promise<string> {
    people += 1;
    const email = `limited${people}@example.com`;
    await console.admin.call('POST', '/users', { email, name: `Somebody ${people}`, password: RIGHT });
    return email;
  }
  async function login(
    email: string,
    password: string,
    remoteAddress: string,
    cookie?: string,
  ): Promise<Pick<Answer, 'status' | 'body' | 'headers'>> {
    const answer = await console.app.inject({
      method: 'POST',
      url: '/api/v1/auth/login',
      remoteAddress,
      payload: { email, password },
      headers: cookie === undefined ? {} : { cookie },
    });
    return { status: answer.statusCode, body: answer.json(), headers: answer.headers };
  }
  /** Failures counted as if they had been made, so that a spec need not hash hundreds of passwords. */
  async function fail(source: string, failures: number): Promise<void> {
    await console.db.source.query(
      `INSERT INTO login_attempts (source_hash, failures, window_started_at)
       VALUES (encode(sha256($1::text::bytea), 'hex'), $2, now())
       ON CONFLICT (source_hash) DO UPDATE SET failures = $2, window_started_at = now()`,
      [source, failures],
    );
  }
  const deviceOf = ({ headers }: Pick<Answer, 'headers'>): string =>
    /rc_device=[^;]+/.exec([headers['set-cookie']].flat().join(';'))?.[0] ?? '';

  it('from one address stop it for this account, and tell when to come back', async () => {
    const email = await someone();
    const statuses = new Array<number>();
    for (let index = 0; index < 11; index += 1)
      statuses.push((await login(email, WRONG, '203.0.113.1')).status);
    expect(statuses).toEqual([...Array<number>(10).fill(401), 429]);
    const refused = await login(email, RIGHT, '203.0.113.1');
    expect(refused).toMatchObject({ status: 429, body: { code: 'TOO_MANY_ATTEMPTS' } });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(800);
    expect((await login(email, RIGHT, '203.0.113.2')).status).toBe(200);
    expect((await login(await someone(), RIGHT, '203.0.113.1')).status).toBe(200);
  });

  it('of one address over many accounts stop the address', async () => {
    const email = await someone();
    await fail('address\n203.0.113.3', 100);
    expect((await login(email, RIGHT, '203.0.113.3')).status).toBe(429);
    expect((await login(email, RIGHT, '203.0.113.4')).status).toBe(200);
  });

  it('of many addresses over one account stop strangers, and never the owner on a device that is known', async () => {
    const email = await someone();
    const device = deviceOf(await login(email, RIGHT, '203.0.113.5'));
    expect(device).toMatch(/^rc_device=[\w-]{22}\.[\w-]{43}$/);
    await fail(`email\n${email}`, 50);
    expect((await login(email, RIGHT, '203.0.113.6')).status).toBe(429);
    expect((await login(email, RIGHT, '203.0.113.6', device)).status).toBe(200);
    await fail('address\n203.0.113.7', 100);
    expect((await login(email, RIGHT, '203.0.113.7', device)).status).toBe(200);
  });

  it.each([
    ['of another account', (device: string) => device, true],
    ['with another id', (device: string) => device.replace(/=.{22}/, `=${'A'.repeat(22)}`), false],
    ['with another signature', (device: string) => device.replace(/\..{43}/, `.${'A'.repeat(43)}`), false],
    ['of no shape', () => 'rc_device=known', false],
  ])('are not forgiven to a device %s', async (_name, change, isForeign) => {
    const [email, other] = [await someone(), await someone()];
    const device = change(deviceOf(await login(isForeign ? other : email, RIGHT, '203.0.113.8')));
    await fail(`email\n${email}`, 50);
    expect((await login(email, RIGHT, '203.0.113.9', device)).status).toBe(429);
  });

  it('of a known device stop that device', async () => {
    const email = await someone();
    const device = deviceOf(await login(email, RIGHT, '203.0.113.10'));
    for (let index = 0; index < 10; index += 1)
      expect((await login(email, WRONG, '203.0.113.10', device)).status).toBe(401);
    expect((await login(email, RIGHT, '203.0.113.11', device)).status).toBe(429);
    expect((await login(email, RIGHT, '203.0.113.11')).status).toBe(200);
  });

  it('from one address can’t use up what an account has left for others', async () => {
    const email = await someone();
    await fail(`203.0.113.12\n${email}`, 10);
    for (let index = 0; index < 60; index += 1)
      expect((await login(email, WRONG, '203.0.113.12')).status).toBe(429);
    expect((await login(email, RIGHT, '203.0.113.13')).status).toBe(200);
  });

  it('count for accounts that do not exist just the same, with the same answer', async () => {
    const [known, unknown] = [await someone(), 'nobody-at-all@example.com'];
    for (const email of [known, unknown]) await fail(`203.0.113.14\n${email}`, 9);
    const answers = [];
    for (const email of [known, unknown])
      answers.push([await login(email, WRONG, '203.0.113.14'), await login(email, WRONG, '203.0.113.14')]);
    const [ofKnown, ofUnknown] = answers.map((pair) =>
      pair.map(({ status, body }) => ({
        status,
        body: { ...body, requestId: '', retryAfterSeconds: 0 } as object,
      })),
    );
    expect(ofKnown?.map(({ status }) => status)).toEqual([401, 429]);
    expect(ofUnknown).toEqual(ofKnown);
  });

  it('of a success are given back, so that an office behind one address can go on', async () => {
    await fail('address\n203.0.113.15', 99);
    for (let index = 0; index < 3; index += 1)
      expect((await login(ADMIN.email, ADMIN.password, '203.0.113.15')).status).toBe(200);
  });
});
