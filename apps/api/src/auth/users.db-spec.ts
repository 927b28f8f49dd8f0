import { ADMIN, eventually, withConsole, type Answer } from '../../test/with-console.js';
import { FirstAdmin } from './first-admin.js';

describe('people', () => {
  const console = withConsole();

  it('are listed for admins and for project admins, by part of their name', async () => {
    const { id } = await console.newProject('listing');
    const projectAdmin = await console.member(id, 'project_admin');
    const developer = await console.member(id, 'developer');
    await console.admin.call('POST', '/users', {
      email: 'Zoë@Example.com',
      name: 'Zoë_100%',
      password: 'long enough password',
    });
    for (const person of [console.admin, projectAdmin]) {
      const { status, body } = await person.call('GET', '/users?q=zo%C3%AB_100%25');
      expect({ status, names: body.items.map(({ name }: { name: string }) => name) }).toEqual({
        status: 200,
        names: ['Zoë_100%'],
      });
    }
    expect((await developer.call('GET', '/users')).status).toBe(403);
    const { body } = await console.admin.call('GET', '/users');
    expect(body.items.at(-1)).toMatchObject({ email: ADMIN.email, isAdmin: true });
    expect(JSON.stringify(body)).not.toMatch(/argon2|password_?hash|correct horse/i);
  });

  it('are paged newest first without gaps or repeats', async () => {
    for (let index = 0; index < 5; index += 1) await console.newPerson();
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: Answer = await console.admin.call(
        'GET',
        `/users?limit=2${cursor ? `&cursor=${cursor}` : ''}`,
      );
      seen.push(...page.body.items.map(({ id }: { id: string }) => id));
      cursor = page.body.nextCursor;
    }
    const rows = (await console.db.source.query('SELECT id FROM users ORDER BY id DESC')) as { id: string }[];
    expect(seen).toEqual(rows.map(({ id }) => id));
    expect((await console.admin.call('GET', '/users?cursor=made-up')).status).toBe(400);
    expect((await console.admin.call('GET', '/users?limit=0')).status).toBe(400);
  });

  it('have one account per address, whatever its case', async () => {
    const user = { email: 'once@example.com', name: 'Once', password: 'long enough password' };
    expect((await console.admin.call('POST', '/users', user)).status).toBe(201);
    expect(await console.admin.call('POST', '/users', { ...user, email: 'ONCE@example.com' })).toMatchObject({
      status: 409,
      body: { code: 'EMAIL_TAKEN' },
    });
  });

  it.each([
    [{ email: 'no address' }, 'email'],
    [{ name: ' ' }, 'name'],
    [{ name: 5 }, 'name'],
    [{ password: 'too short' }, 'password'],
    [{ isAdmin: 'true' }, 'isAdmin'],
    [{ passwordHash: 'x' }, 'passwordHash'],
    [{ createdAt: '2020-01-01' }, 'createdAt'],
    [{ disabledAt: null }, 'disabledAt'],
  ])('S18 are not created with %j', async (fault, field) => {
    const user = { email: 'fault@example.com', name: 'Fault', password: 'long enough password', ...fault };
    const { status, body } = await console.admin.call('POST', '/users', user);
    expect({ status, fields: body.errors.map((error: { field: string }) => error.field) }).toEqual({
      status: 400,
      fields: [field],
    });
  });

  it.each([
    '{"name":"a","__proto__":{"isAdmin":true}}',
    '{"name":"a","constructor":{"prototype":{"isAdmin":true}}}',
  ])('S41 are not changed by %s', async (payload) => {
    const person = await console.newPerson();
    const headers = { authorization: `Bearer ${console.admin.token}`, 'content-type': 'application/json' };
    const { statusCode } = await console.app.inject({
      method: 'PATCH',
      url: `/api/v1/users/${person.id}`,
      headers,
      payload,
    });
    expect(statusCode).toBe(400);
  });

  it('can only be managed by admins', async () => {
    const { id } = await console.newProject('managing');
    const projectAdmin = await console.member(id, 'project_admin');
    expect(
      (
        await projectAdmin.call('POST', '/users', {
          email: 'x@example.com',
          name: 'X',
          password: 'long enough password',
        })
      ).status,
    ).toBe(403);
    expect((await projectAdmin.call('PATCH', `/users/${projectAdmin.id}`, { isAdmin: true })).status).toBe(
      403,
    );
  });

  it('S33 lose every session when they are disabled, and may come back', async () => {
    const person = await console.newPerson();
    const password = `password of person ${/\d+/.exec(person.email)?.[0]}`;
    await console.admin.call('PATCH', `/users/${person.id}`, { disabled: true });
    await eventually(async () => expect((await person.call('GET', '/auth/me')).status).toBe(401));
    await expect(console.signIn(person.email, password)).rejects.toThrow('401');
    await console.admin.call('PATCH', `/users/${person.id}`, { disabled: false });
    expect((await person.call('GET', '/auth/me')).status).toBe(401);
    expect((await (await console.signIn(person.email, password)).call('GET', '/auth/me')).status).toBe(200);
  });

  it('lose every session when their password is changed', async () => {
    const person = await console.newPerson();
    await console.admin.call('PATCH', `/users/${person.id}`, { password: 'another long password' });
    await eventually(async () => expect((await person.call('GET', '/auth/me')).status).toBe(401));
    expect((await console.signIn(person.email, 'another long password')).id).toBe(person.id);
  });

  it('gain and lose the rights of an admin while signed in', async () => {
    const person = await console.newPerson();
    expect((await person.call('POST', '/projects', { code: 'not-yet', name: 'x' })).status).toBe(403);
    await console.admin.call('PATCH', `/users/${person.id}`, { isAdmin: true });
    await eventually(async () =>
      expect((await person.call('POST', '/projects', { code: 'now', name: 'x' })).status).toBe(201),
    );
    await console.admin.call('PATCH', `/users/${person.id}`, { isAdmin: false });
    await eventually(async () =>
      expect((await person.call('POST', '/projects', { code: 'no-more', name: 'x' })).status).toBe(403),
    );
  });

  it('never end up without an admin, however they race', async () => {
    const second = await console.newPerson({ isAdmin: true });
    const answers = await Promise.all([
      console.admin.call('PATCH', `/users/${second.id}`, { isAdmin: false }),
      second.call('PATCH', `/users/${console.admin.id}`, { isAdmin: false }),
    ]);
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses[0]).toBe(200);
    expect([403, 409]).toContain(statuses[1]);
    await console.db.source.query('UPDATE users SET is_admin = (id = $1)', [console.admin.id]);
    await console.db.source.query("SELECT pg_notify('actors', $1)", [console.admin.id]);
    await eventually(async () =>
      expect((await console.admin.call('GET', '/auth/me')).body.isAdmin).toBe(true),
    );
    const last = await eventually(async () => {
      const answer = await console.admin.call('PATCH', `/users/${console.admin.id}`, { disabled: true });
      expect(answer.status).toBe(409);
      return answer;
    });
    expect(last.body.code).toBe('LAST_ADMIN');
  });

  it('S27 leave a trace of each change, without a secret', async () => {
    const person = await console.newPerson();
    await console.admin.call('PATCH', `/users/${person.id}`, {
      name: 'New name',
      password: 'canary password 123',
    });
    const { body } = await console.admin.call('GET', `/audit?subjectId=${person.id}`);
    expect(body.items.map(({ action }: { action: string }) => action)).toEqual([
      'user.changed',
      'user.signed_in',
      'user.created',
    ]);
    expect(body.items[0]).toMatchObject({
      actor: { id: console.admin.id },
      data: { name: { to: 'New name' }, passwordChanged: true },
    });
    expect(JSON.stringify(body)).not.toContain('canary');
  });
});

describe('S32 the first admin', () => {
  const console = withConsole({ ADMIN_EMAIL: '', ADMIN_PASSWORD: '' });
  const setUp = (token: string, email = 'first@example.com'): Promise<Answer> =>
    console.call('POST', '/auth/setup', {
      body: { token, email, name: 'First', password: 'long enough password' },
    });

  it('comes through a link that works once, on whichever replica, and there is no default account', async () => {
    const admins = console.app.get(FirstAdmin, { strict: false });
    const [first, second, expired] = [
      await admins.issueToken(),
      await admins.issueToken(),
      await admins.issueToken(),
    ];
    await console.db.source.query(
      "UPDATE setup_tokens SET expires_at = now() WHERE token_hash = encode(sha256($1::bytea), 'hex')",
      [expired],
    );
    expect((await setUp('invented')).body.code).toBe('SETUP_CLOSED');
    expect((await setUp(expired)).status).toBe(410);
    const answers = await Promise.all([
      setUp(first, 'a@example.com'),
      setUp(first, 'b@example.com'),
      setUp(second, 'c@example.com'),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410, 410]);
    const won = answers.find(({ status }) => status === 200);
    expect(won?.body.user.isAdmin).toBe(true);
    expect(String(won?.headers['set-cookie'])).toContain('rc_refresh=');
    expect((await setUp(second)).status).toBe(410);
    expect(await console.db.source.query('SELECT 1 FROM users')).toHaveLength(1);
  });
});
