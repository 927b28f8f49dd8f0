import { eventually, withConsole, type Answer, type Person } from '../../test/with-console.js';

const OLD = 'a sentence that is long enough';
const NEW = 'quite another long sentence';

describe('new passwords', () => {
  const console = withConsole();
  let people = 0;

  async function signedIn(count = 1): Promise<readonly Person[]> {
    people += 1;
    const email = `changing${people}@example.com`;
    await console.admin.call('POST', '/users', { email, name: `Zara Quist ${people}`, password: OLD });
    const all: Person[] = [];
    while (all.length < count) all.push(await console.signIn(email, OLD));
    return all;
  }
  const change = async (person: Person | undefined, body: object): Promise<Answer> => {
    if (!person) throw new Error('nobody');
    return person.call('POST', '/auth/password', body);
  };
  const reset = (token: string, password: string): Promise<Answer> =>
    console.call('POST', '/auth/reset-password', { body: { token, password } });
  const linkFor = async (person: Person): Promise<string> => {
    const { status, body } = await console.admin.call('POST', `/users/${person.id}/reset-link`);
    expect(status).toBe(201);
    return /\/reset#([\w-]{43})$/.exec(body.url as string)?.[1] ?? '';
  };

  it('are chosen by whoever knows the old one, and end all other sessions', async () => {
    const [person, other] = await signedIn(2);
    expect((await change(person, { currentPassword: OLD, newPassword: NEW })).status).toBe(204);
    expect((await other?.call('GET', '/auth/me'))?.status).toBe(401);
    expect((await person?.call('GET', '/auth/me'))?.status).toBe(200);
    await expect(console.signIn(person?.email ?? '', OLD)).rejects.toThrow('401');
    await console.signIn(person?.email ?? '', NEW);
    const { items } = (await console.admin.call('GET', `/audit?subjectId=${person?.id}`)).body;
    expect(items[1]).toMatchObject({ action: 'user.password_changed', actor: { id: person?.id } });
    expect(JSON.stringify(items)).not.toMatch(/sentence|argon2/);
  });

  it('are refused without the old one, a limited number of times', async () => {
    const [person] = await signedIn();
    const wrong = { currentPassword: 'not the password', newPassword: NEW };
    for (let index = 0; index < 10; index += 1)
      expect(await change(person, wrong)).toMatchObject({ status: 403, body: { code: 'WRONG_PASSWORD' } });
    const limited = await change(person, { currentPassword: OLD, newPassword: NEW });
    expect(limited).toMatchObject({ status: 429, body: { code: 'TOO_MANY_ATTEMPTS' } });
    expect(Number(limited.headers['retry-after'])).toBeGreaterThan(0);
    await console.signIn(person?.email ?? '', OLD);
  });

  it.each([
    ['ninechars', 'min_length'],
    ['password12345', 'too_common'],
    ['zara.quist.1984', 'like_account'],
  ])('%s is refused of whoever chooses it: %s', async (password, code) => {
    const [person] = await signedIn();
    if (!person) return;
    const token = await linkFor(person);
    const answers: readonly [string, Answer][] = [
      ['newPassword', await change(person, { currentPassword: OLD, newPassword: password })],
      ['password', await reset(token, password)],
    ];
    for (const [field, { status, body }] of answers)
      expect([status, body.errors]).toMatchObject([400, [{ field, code }]]);
    await console.signIn(person.email, OLD);
    expect((await reset(token, NEW)).status).toBe(204);
  });

  it('are not judged when an admin gives them, but for their length: they are there to be changed', async () => {
    const user = { email: 'first@example.com', name: 'First', password: 'password12345' };
    expect((await console.admin.call('POST', '/users', user)).status).toBe(201);
    const short = { ...user, email: 'second@example.com', password: 'ninechars' };
    expect((await console.admin.call('POST', '/users', short)).status).toBe(400);
  });

  it('are chosen by a link once, which signs nobody in and ends every session', async () => {
    const [person] = await signedIn();
    if (!person) return;
    const token = await linkFor(person);
    expect((await person.call('GET', '/auth/me')).status).toBe(200);
    const answers = await Promise.all([reset(token, NEW), reset(token, NEW), reset(token, NEW)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 410, 410]);
    expect(answers.some(({ headers }) => headers['set-cookie'] !== undefined)).toBe(false);
    await eventually(async () => expect((await person.call('GET', '/auth/me')).status).toBe(401));
    await console.signIn(person.email, NEW);
    expect((await reset(token, OLD)).body.code).toBe('RESET_CLOSED');
    const stored = JSON.stringify(await console.db.source.query('SELECT * FROM audit_entries'));
    expect(stored).not.toContain(token);
  });

  it.each<readonly [string, (person: Person) => Promise<unknown>]>([
    ['expired', () => console.db.source.query('UPDATE password_resets SET expires_at = now()')],
    ['replaced', (person) => linkFor(person)],
    ['followed by a change', (person) => change(person, { currentPassword: OLD, newPassword: NEW })],
    [
      'followed by another from the admin',
      (person) => console.admin.call('PATCH', `/users/${person.id}`, { password: NEW }),
    ],
    [
      'of an account that is disabled',
      (person) => console.admin.call('PATCH', `/users/${person.id}`, { disabled: true }),
    ],
  ])('are not chosen by a link that is %s', async (_name, end) => {
    const [person] = await signedIn();
    if (!person) return;
    const token = await linkFor(person);
    await end(person);
    expect(await reset(token, 'a third and longer sentence')).toMatchObject({
      status: 410,
      body: { code: 'RESET_CLOSED' },
    });
  });

  it('have links from admins only, and for accounts that may sign in', async () => {
    const [person] = await signedIn();
    expect((await person?.call('POST', `/users/${person.id}/reset-link`))?.status).toBe(403);
    const nobody = '/users/00000000-0000-4000-8000-000000000000/reset-link';
    expect((await console.admin.call('POST', nobody)).status).toBe(404);
    await console.admin.call('PATCH', `/users/${person?.id}`, { disabled: true });
    expect(await console.admin.call('POST', `/users/${person?.id}/reset-link`)).toMatchObject({
      status: 409,
      body: { code: 'ACCOUNT_DISABLED' },
    });
    expect((await reset('made up', NEW)).body.code).toBe('RESET_CLOSED');
  });
});
