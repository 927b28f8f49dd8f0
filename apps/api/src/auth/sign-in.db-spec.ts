import { ADMIN, eventually, withConsole, type Answer } from '../../test/with-console.js';

const COOKIE = /^rc_refresh=([^;]*); Path=\/api\/v1\/auth; HttpOnly; SameSite=Strict; /;

function cookieOf(answer: Answer): string {
  const [, value] = COOKIE.exec(String(answer.headers['set-cookie'])) ?? [];
  return `rc_refresh=${value}`;
}

describe('signing in', () => {
  const console = withConsole();
  const login = (body: object, headers = {}): Promise<Answer> =>
    console.call('POST', '/auth/login', { body, headers });
  const refresh = (cookie: string, headers = {}): Promise<Answer> =>
    console.call('POST', '/auth/refresh', { headers: { cookie, ...headers } });

  it('answers with an access token, the person and a cookie that scripts cannot read', async () => {
    const answer = await login({ email: ' ADMIN@Example.com ', password: ADMIN.password });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      expiresIn: 900,
      user: { email: ADMIN.email, isAdmin: true, memberships: [] },
    });
    expect(String(answer.headers['set-cookie'])).toMatch(COOKIE);
    const me = await console.call('GET', '/auth/me', {
      headers: { authorization: `Bearer ${answer.body.accessToken}` },
    });
    expect(me.body).toEqual(answer.body.user);
  });

  it('S34 answers the same for an unknown address, a wrong password and a disabled account', async () => {
    const person = await console.newPerson();
    await console.admin.call('PATCH', `/users/${person.id}`, { disabled: true, password: 'a new password' });
    const answers = [
      await login({ email: 'nobody@example.com', password: 'wrong password' }),
      await login({ email: ADMIN.email, password: 'wrong password' }),
      await login({ email: person.email, password: 'a new password' }),
    ];
    const bodies = answers.map(({ status, body }) => ({ ...body, status, requestId: '' }));
    expect(bodies[0]).toMatchObject({ status: 401, code: 'SIGN_IN_FAILED' });
    expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(1);
  });

  it('S34 takes as long for an unknown address as for a wrong password', async () => {
    const timed = async (email: string): Promise<number> => {
      const started = process.hrtime.bigint();
      await login({ email, password: 'wrong password' });
      return Number(process.hrtime.bigint() - started) / 1e6;
    };
    const known: number[] = [];
    const unknown: number[] = [];
    for (let index = 0; index < 5; index += 1) {
      const person = index === 0 ? await console.newPerson() : undefined;
      known.push(await timed(person?.email ?? ADMIN.email));
      unknown.push(await timed(`nobody${index}@example.com`));
    }
    expect(Math.min(...unknown)).toBeGreaterThan(Math.min(...known) / 2);
  });

  it('limits failures per address and e-mail, and does not lock the owner out', async () => {
    const person = await console.newPerson();
    const guess = (
      remoteAddress: string,
      password: string,
    ): Promise<{ statusCode: number; headers: object }> =>
      console.app.inject({
        method: 'POST',
        url: '/api/v1/auth/login',
        remoteAddress,
        payload: { email: person.email, password },
      });
    const statuses = await Promise.all(
      Array.from({ length: 15 }, async () => (await guess('203.0.113.9', 'wrong password')).statusCode),
    );
    expect(statuses.filter((status) => status === 401)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(5);
    const limited = await guess('203.0.113.9', 'wrong password');
    expect(Number((limited.headers as Record<string, string>)['retry-after'])).toBeGreaterThan(0);
    const signedIn = (await console.db.source.query(
      'SELECT count(*)::int AS n FROM sessions WHERE user_id = $1',
      [person.id],
    )) as { n: number }[];
    expect(signedIn[0]?.n).toBe(1);
    expect((await guess('198.51.100.7', 'password of person 3')).statusCode).toBe(200);
  });

  it('S44 does not believe a forwarded address', async () => {
    const body = { email: 'spoofed@example.com', password: 'wrong password' };
    const statuses: number[] = [];
    for (let index = 0; index < 12; index += 1)
      statuses.push((await login(body, { 'x-forwarded-for': `10.0.0.${index}` })).status);
    expect(statuses.slice(10)).toEqual([429, 429]);
  });

  it('renews the cookie with each refresh', async () => {
    const first = cookieOf(await login(ADMIN));
    const second = await refresh(first);
    expect(second.status).toBe(200);
    expect(cookieOf(second)).not.toBe(first);
    expect((await refresh(cookieOf(second))).status).toBe(200);
  });

  it('gives two tabs that renew at once the same cookie', async () => {
    const first = cookieOf(await login(ADMIN));
    const answers = await Promise.all([refresh(first), refresh(first), refresh(first)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(answers.map(cookieOf)).size).toBe(1);
    expect((await refresh(cookieOf(answers[0] as Answer))).status).toBe(200);
  });

  it('ends the session when an old cookie is used again', async () => {
    const signedIn = await login(ADMIN);
    const first = cookieOf(signedIn);
    const second = cookieOf(await refresh(first));
    const third = cookieOf(await refresh(second));
    const stolen = await refresh(first);
    expect(stolen).toMatchObject({ status: 401, body: { code: 'SESSION_ENDED' } });
    expect((await refresh(third)).status).toBe(401);
    await eventually(async () => {
      const me = await console.call('GET', '/auth/me', {
        headers: { authorization: `Bearer ${signedIn.body.accessToken}` },
      });
      expect(me.status).toBe(401);
    });
    const [entry] = (await console.db.source.query(
      "SELECT reason FROM audit_entries WHERE action = 'user.session_revoked'",
    )) as { reason: string }[];
    expect(entry?.reason).toMatch(/stolen/);
  });

  it('ends the session when the previous cookie comes after the grace time', async () => {
    const first = cookieOf(await login(ADMIN));
    const second = cookieOf(await refresh(first));
    await console.db.source.query("UPDATE sessions SET rotated_at = rotated_at - interval '11 seconds'");
    expect((await refresh(first)).status).toBe(401);
    expect((await refresh(second)).status).toBe(401);
  });

  it('does not end a session for an invented cookie', async () => {
    const cookie = cookieOf(await login(ADMIN));
    const [id, salt, mac = ''] = cookie.replace('rc_refresh=', '').split('.');
    for (const invented of [
      `${id}.${salt}.${'A'.repeat(43)}`,
      `${id}.${'A'.repeat(22)}.${mac}`,
      `${id}`,
      '..',
      '',
    ]) {
      expect((await refresh(`rc_refresh=${invented}`)).status).toBe(401);
    }
    expect((await refresh(cookie)).status).toBe(200);
  });

  it('signs out: cookie and access token die, here and on another replica', async () => {
    const other = await console.another();
    try {
      const signedIn = await login(ADMIN);
      const authorization = `Bearer ${signedIn.body.accessToken}`;
      expect((await console.call('GET', '/auth/me', { headers: { authorization }, app: other })).status).toBe(
        200,
      );
      const out = await console.call('POST', '/auth/logout', { headers: { cookie: cookieOf(signedIn) } });
      expect(out.status).toBe(204);
      expect(String(out.headers['set-cookie'])).toMatch(/^rc_refresh=;.*Max-Age=0/);
      expect((await refresh(cookieOf(signedIn))).status).toBe(401);
      for (const app of [console.app, other]) {
        await eventually(
          async () =>
            expect((await console.call('GET', '/auth/me', { headers: { authorization }, app })).status).toBe(
              401,
            ),
          1_000,
        );
      }
    } finally {
      await other.close();
    }
  });

  it.each(['/auth/login', '/auth/refresh', '/auth/logout'])(
    'S23 refuses %s from a foreign page',
    async (path) => {
      const cookie = cookieOf(await login(ADMIN));
      const body = path.endsWith('login') ? { body: ADMIN } : {};
      const foreign = await console.call('POST', path, {
        ...body,
        headers: { cookie, origin: 'https://evil.example' },
      });
      expect(foreign).toMatchObject({ status: 403, body: { code: 'FOREIGN_ORIGIN' } });
      const own = await console.call('POST', path, {
        ...body,
        headers: { cookie, origin: 'http://127.0.0.1:8080' },
      });
      expect(own.status).toBeLessThan(300);
    },
  );

  it.each(['GET', 'PUT', 'DELETE'] as const)('has no %s /auth/login', async (method) => {
    const { status, headers } = await console.call(method, '/auth/login');
    expect({ status, allow: headers['allow'] }).toEqual({ status: 405, allow: 'POST' });
  });
});
