import { Secret, TOTP } from 'otpauth';
import { withConsole, type Answer, type Person } from '../../test/with-console.js';

const PASSWORD = 'a sentence that is long enough';
const STEP_MS = 30_000;

describe('the second factor', () => {
  const console = withConsole();
  let people = 0;

  async function someone(): Promise<Person> {
    people += 1;
    const email = `factor${people}@example.com`;
    await console.admin.call('POST', '/users', { email, name: `Factor Nova ${people}`, password: PASSWORD });
    return console.signIn(email, PASSWORD);
  }
  const codeOf = (secret: string, later = 0): string =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + later });
  const begin = async (person: Person): Promise<string> =>
    (await person.call('POST', '/auth/second-factor', { password: PASSWORD })).body.secret as string;
  const login = (email: string, password = PASSWORD): Promise<Answer> =>
    console.call('POST', '/auth/login', { body: { email, password } });
  const answer = (challenge: unknown, code: string): Promise<Answer> =>
    console.call('POST', '/auth/login/second-factor', { body: { challenge, code } });
  const challengeFor = async (person: Person): Promise<string> =>
    (await login(person.email)).body.challenge as string;

  interface Enrolled {
    readonly person: Person;
    readonly secret: string;
    readonly recoveryCodes: readonly string[];
  }
  /** The step of the confirming code is used up; the next one is good already. */
  async function enrolled(): Promise<Enrolled> {
    const person = await someone();
    const secret = await begin(person);
    const { status, body } = await person.call('POST', '/auth/second-factor/confirm', {
      code: codeOf(secret),
    });
    expect(status).toBe(200);
    return { person, secret, recoveryCodes: body.recoveryCodes as string[] };
  }
  const next = (secret: string): string => codeOf(secret, STEP_MS);

  it('is asked for after the password, and only then is somebody signed in', async () => {
    const { person, secret } = await enrolled();
    const first = await login(person.email);
    expect(first).toMatchObject({ status: 401, body: { code: 'SECOND_FACTOR_NEEDED', expiresIn: 300 } });
    expect(first.headers['set-cookie']).toBeUndefined();
    const { challenge } = first.body as { challenge: string };
    for (const path of ['/auth/me', '/auth/sessions']) {
      const headers = { authorization: `Bearer ${challenge}`, cookie: `rc_refresh=${challenge}` };
      expect((await console.call('GET', path, { headers })).status).toBe(401);
      expect((await console.call('POST', '/auth/refresh', { headers })).status).toBe(401);
    }
    const second = await answer(challenge, next(secret));
    expect(second).toMatchObject({ status: 200, body: { user: { id: person.id } } });
    expect(String(second.headers['set-cookie'])).toMatch(/rc_refresh=.*rc_device=/);
    expect((await answer(challenge, codeOf(secret))).body.code).toBe('CHALLENGE_ENDED');
  });

  it('says nothing of itself to who has a wrong password', async () => {
    const { person } = await enrolled();
    const other = await someone();
    const bodies = [person, other].map(async ({ email }) => {
      const { status, body } = await login(email, 'not the password');
      return { ...body, status, requestId: '' } as object;
    });
    expect(await bodies[0]).toEqual(await bodies[1]);
  });

  it('takes each code once, also of two who show it at once, and none of before', async () => {
    const { person, secret } = await enrolled();
    const challenges = [await challengeFor(person), await challengeFor(person), await challengeFor(person)];
    const used = codeOf(secret);
    expect((await answer(challenges[0], used)).body.code).toBe('CODE_WRONG');
    const code = next(secret);
    const statuses = (await Promise.all(challenges.map((challenge) => answer(challenge, code)))).map(
      ({ status }) => status,
    );
    expect(statuses.sort()).toEqual([200, 401, 401]);
    expect((await answer(await challengeFor(person), code)).body.code).toBe('CODE_WRONG');
  });

  it.each([
    ['of three steps ago', (secret: string) => codeOf(secret, -3 * STEP_MS)],
    ['of three steps later', (secret: string) => codeOf(secret, 3 * STEP_MS)],
    ['of another key', () => codeOf('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ')],
    ['of a recovery that never was', () => 'aaaa-bbbb-cccc-dddd'],
  ])('does not take a code %s', async (_name, code) => {
    const { person, secret } = await enrolled();
    const wrong = await answer(await challengeFor(person), code(secret));
    expect(wrong).toMatchObject({ status: 401, body: { code: 'CODE_WRONG' } });
  });

  it('ends a sign-in after five wrong codes, and all of them after ten within a quarter of an hour', async () => {
    const { person, secret } = await enrolled();
    const guess = async (challenge: string): Promise<string> =>
      (await answer(challenge, 'not a code')).body.code as string;
    const first = await challengeFor(person);
    const codes = new Array<string>();
    for (let index = 0; index < 6; index += 1) codes.push(await guess(first));
    expect(codes).toEqual([...Array<string>(5).fill('CODE_WRONG'), 'CHALLENGE_ENDED']);
    const second = await challengeFor(person);
    for (let index = 0; index < 4; index += 1) await guess(second);
    const limited = await answer(second, next(secret));
    expect(limited).toMatchObject({ status: 429, body: { code: 'TOO_MANY_ATTEMPTS' } });
    await console.db.source.query('DELETE FROM login_attempts');
    expect((await answer(second, next(secret))).status).toBe(200);
  });

  it.each<readonly [string, (person: Person) => Promise<unknown>]>([
    ['too much time', () => console.db.source.query('UPDATE sign_in_challenges SET expires_at = now()')],
    [
      'another password',
      (person) => console.admin.call('PATCH', `/users/${person.id}`, { password: 'another long sentence' }),
    ],
    [
      'a disabled account',
      (person) => console.admin.call('PATCH', `/users/${person.id}`, { disabled: true }),
    ],
  ])('ends a sign-in after %s', async (_name, end) => {
    const { person, secret } = await enrolled();
    const challenge = await challengeFor(person);
    await end(person);
    expect((await answer(challenge, next(secret))).body.code).toBe('CHALLENGE_ENDED');
  });

  it('has ten recovery codes, each good once, however they are typed, and stored as hashes', async () => {
    const { person, recoveryCodes } = await enrolled();
    expect(recoveryCodes).toHaveLength(10);
    expect(new Set(recoveryCodes).size).toBe(10);
    const [first = '', second = ''] = recoveryCodes;
    expect((await answer(await challengeFor(person), first)).status).toBe(200);
    expect((await answer(await challengeFor(person), first)).body.code).toBe('CODE_WRONG');
    const typed = ` ${second.toUpperCase().replaceAll('-', ' ')} `;
    expect((await answer(await challengeFor(person), typed)).status).toBe(200);
    expect((await person.call('GET', '/auth/second-factor')).body).toMatchObject({
      isOn: true,
      recoveryCodesLeft: 8,
    });
    const { items } = (await console.admin.call('GET', `/audit?subjectId=${person.id}`)).body;
    expect(items[0]).toMatchObject({ action: 'user.signed_in', data: { secondFactor: 'recovery' } });
    const stored = JSON.stringify(await console.db.source.query('SELECT * FROM recovery_codes'));
    for (const code of recoveryCodes) expect(stored).not.toContain(code.replaceAll('-', ''));
  });

  it('S27 keeps its key sealed, and out of the log', async () => {
    const { secret } = await enrolled();
    const tables = ['second_factors', 'audit_entries', 'idempotency_keys'];
    for (const table of tables) {
      const rows = JSON.stringify(await console.db.source.query(`SELECT * FROM ${table}`));
      for (const form of [secret, Buffer.from(Secret.fromBase32(secret).bytes).toString('hex')])
        expect(rows.toLowerCase()).not.toContain(form.toLowerCase());
    }
  });

  it('begins with the password, and is off until a code is seen', async () => {
    const person = await someone();
    expect((await person.call('GET', '/auth/second-factor')).body).toEqual({
      isOn: false,
      since: null,
      recoveryCodesLeft: 0,
    });
    const refused = await person.call('POST', '/auth/second-factor', { password: 'not the password' });
    expect(refused).toMatchObject({ status: 403, body: { code: 'WRONG_PASSWORD' } });
    const confirm = (code: string): Promise<Answer> =>
      person.call('POST', '/auth/second-factor/confirm', { code });
    expect((await confirm('123456')).body.code).toBe('SECOND_FACTOR_MISSING');
    const given = await begin(person);
    const secret = await begin(person);
    expect(secret).not.toBe(given);
    expect((await login(person.email)).status).toBe(200);
    expect((await confirm(codeOf(given))).body.code).toBe('CODE_WRONG');
    expect((await confirm(codeOf(secret))).status).toBe(200);
    expect((await confirm(next(secret))).body.code).toBe('SECOND_FACTOR_ON');
    expect((await person.call('POST', '/auth/second-factor', { password: PASSWORD })).status).toBe(409);
    expect((await login(person.email)).status).toBe(401);
  });

  it('is switched off with password and code only', async () => {
    const { person, secret } = await enrolled();
    const remove = (password: string, code: string): Promise<Answer> =>
      person.call('POST', '/auth/second-factor/remove', { password, code });
    expect((await remove('not the password', next(secret))).body.code).toBe('WRONG_PASSWORD');
    expect((await remove(PASSWORD, '000')).body.code).toBe('CODE_WRONG');
    expect((await login(person.email)).status).toBe(401);
    expect((await remove(PASSWORD, next(secret))).status).toBe(204);
    expect((await login(person.email)).status).toBe(200);
    expect((await remove(PASSWORD, next(secret))).body.code).toBe('SECOND_FACTOR_MISSING');
  });

  it('is taken away by admins only, which ends every session and is in the log', async () => {
    const { person } = await enrolled();
    const path = `/users/${person.id}/second-factor`;
    for (const method of ['GET', 'DELETE'] as const)
      expect((await person.call(method, path)).status).toBe(403);
    expect((await console.admin.call('GET', path)).body.isOn).toBe(true);
    expect((await console.admin.call('DELETE', path)).status).toBe(204);
    expect((await person.call('GET', '/auth/me')).status).toBe(401);
    expect((await login(person.email)).status).toBe(200);
    expect((await console.admin.call('DELETE', path)).body.code).toBe('SECOND_FACTOR_MISSING');
    const { items } = (await console.admin.call('GET', `/audit?subjectId=${person.id}`)).body;
    expect(items[1]).toMatchObject({
      action: 'user.second_factor_reset',
      actor: { id: console.admin.id },
    });
  });

  it('is not gone round by a link for a new password', async () => {
    const { person } = await enrolled();
    const { url } = (await console.admin.call('POST', `/users/${person.id}/reset-link`)).body;
    const body = { token: String(url).split('#')[1], password: 'another long sentence' };
    expect((await console.call('POST', '/auth/reset-password', { body })).status).toBe(204);
    expect((await login(person.email, 'another long sentence')).body.code).toBe('SECOND_FACTOR_NEEDED');
  });
});
