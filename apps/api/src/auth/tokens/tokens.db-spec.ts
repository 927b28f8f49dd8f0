import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { eventually, type Answer, type Person } from '../../../test/with-console.js';
import { withReleaseWorld } from '../../releases/releases.fixtures.js';

const ALL_AT_ONCE = { strategy: { type: 'rolling', batch: '100%' } };
const MAKING = ['project.read', 'artifact.upload', 'release.draft', 'release.approve', 'release.operate'];

describe('API tokens', () => {
  const world = withReleaseWorld(1, { TICK_INTERVAL_MS: '60000' });
  let owner: Person;
  let foreign: { readonly id: string };

  beforeAll(async () => {
    owner = await world.console.member(world.project.id, 'project_admin');
    foreign = await world.console.newProject('foreign');
    for (const node of world.nodes) await node.sync();
  });

  interface Minted extends Person {
    readonly tokenId: string;
  }

  /** Somebody who has a token in place of a sign-in. */
  function through(answer: Answer): Minted {
    expect(answer.status).toBe(201);
    const { token, id, owner: of } = answer.body as { token: string; id: string; owner: { id: string } };
    const authorization = `Bearer ${token}`;
    return {
      id: of.id,
      email: '',
      token,
      tokenId: id,
      call: (method, path, body, headers) =>
        world.console.call(method, path, { body, headers: { authorization, ...headers } }),
    };
  }

  const mint = (by: Person, permissions: readonly string[], rest: object = {}): Promise<Answer> =>
    by.call('POST', '/tokens', { name: 'script', permissions, ...rest });
  const mintService = (by: Person, role: string, rest: object = {}): Promise<Answer> =>
    by.call('POST', `/projects/${world.project.id}/tokens`, { name: 'jenkins', role, ...rest });
  const query = (sql: string, ...parameters: unknown[]): Promise<unknown> => world.query(sql, parameters);
  const codeOf = ({ status, body }: Answer): string => (status < 300 ? 'OK' : (body.code as string));
  const daysUntil = (time: string): number => (Date.parse(time) - Date.now()) / 86_400_000;

  it('S19 are shown once, kept as a hash, and end after 90 days or what was asked for, a year at most', async () => {
    const { body } = await mint(world.manager, ['project.read']);
    expect(body).toMatchObject({ name: 'script', role: null, projects: null, lastUsedAt: null });
    expect(body.token).toMatch(/^rct_[0-9a-f]{12}_[A-Za-z0-9_-]{43}$/);
    expect(body.token.startsWith(`${body.prefix}_`)).toBe(true);
    expect(daysUntil(body.expiresAt)).toBeCloseTo(90, 1);
    const secret = body.token.slice(17) as string;
    const rows = await query('SELECT to_jsonb(t) AS row FROM api_tokens t');
    const log = await query('SELECT to_jsonb(e) AS row FROM audit_entries e');
    const listed = await world.manager.call('GET', '/tokens');
    expect(listed.body.items).toMatchObject([{ id: body.id, prefix: body.prefix }]);
    expect(JSON.stringify([rows, log, listed.body])).not.toContain(secret);
    const year = await mint(world.manager, ['project.read'], { expiresInDays: 365 });
    expect(daysUntil(year.body.expiresAt)).toBeCloseTo(365, 1);
    for (const expiresInDays of [0, 366, 1.5, '30'])
      expect((await mint(world.manager, ['project.read'], { expiresInDays })).status).toBe(400);
    for (const permissions of [[], ['everything'], ['project.read', 'project.read'], 'project.read'])
      expect((await mint(world.manager, permissions as string[])).status).toBe(400);
  });

  it('S19 may what both their scope and their owner may, in the projects that they are bound to', async () => {
    const reader = through(await mint(world.manager, ['project.read']));
    expect(codeOf(await reader.call('GET', `/projects/${world.project.id}`))).toBe('OK');
    expect(codeOf(await reader.call('POST', '/bins', { projectId: world.project.id, name: 'x' }))).toBe(
      'NOT_ALLOWED',
    );
    const bound = through(
      await mint(world.console.admin, ['project.read'], { projectIds: [world.project.id] }),
    );
    const { body } = await bound.call('GET', '/projects');
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual([world.project.id]);
    expect(codeOf(await bound.call('GET', `/projects/${foreign.id}`))).toBe('NOT_FOUND');
    const uploader = through(await mint(world.manager, ['artifact.upload']));
    for (const path of ['/projects', '/releases', '/bins', '/approvals', '/tokens'])
      expect({ path, code: codeOf(await uploader.call('GET', path)) }).toEqual({ path, code: 'NOT_ALLOWED' });
    expect((await world.console.admin.call('GET', '/emergency-stop')).status).toBe(200);
    const stopper = through(await mint(world.console.admin, ['project.read']));
    expect(codeOf(await stopper.call('POST', '/emergency-stop', { reason: 'x' }))).toBe('NOT_ALLOWED');
    expect(codeOf(await stopper.call('GET', '/audit'))).toBe('NOT_ALLOWED');
  });

  it('S19 make no token that is wider or lives longer than they do, and end with all that they made', async () => {
    expect(codeOf(await mint(world.manager, ['project.configure']))).toBe('TOKEN_TOO_WIDE');
    expect(codeOf(await mint(world.manager, ['user.manage']))).toBe('TOKEN_TOO_WIDE');
    expect(codeOf(await mint(world.manager, ['project.read'], { projectIds: [foreign.id] }))).toBe(
      'NOT_FOUND',
    );
    const scope = { projectIds: [world.project.id], expiresInDays: 10 };
    const parent = through(await mint(world.manager, ['project.read', 'artifact.upload'], scope));
    const inside = { projectIds: [world.project.id] };
    expect(codeOf(await mint(parent, ['project.read', 'release.draft'], inside))).toBe('TOKEN_TOO_WIDE');
    expect(codeOf(await mint(parent, ['project.read']))).toBe('TOKEN_TOO_WIDE');
    expect(codeOf(await mint(parent, ['project.read'], { ...inside, expiresInDays: 11 }))).toBe(
      'TOKEN_TOO_LONG',
    );
    const made = await mint(parent, ['project.read'], inside);
    expect(daysUntil(made.body.expiresAt)).toBeCloseTo(10, 1);
    const grandchild = through(await mint(through(made), ['project.read'], inside));
    expect(codeOf(await grandchild.call('DELETE', `/tokens/${parent.tokenId}`))).toBe('NOT_FOUND');
    expect((await parent.call('GET', '/tokens')).body.items).toHaveLength(2);
    expect(codeOf(await parent.call('DELETE', `/tokens/${parent.tokenId}`))).toBe('OK');
    for (const token of [parent, through(made), grandchild])
      await eventually(async () =>
        expect(codeOf(await token.call('GET', '/projects'))).toBe('TOKEN_NOT_VALID'),
      );
  });

  it('S19 of a project have a role not above their maker, and never decide about a release', async () => {
    const developer = await world.console.member(world.project.id, 'developer');
    expect(codeOf(await mintService(developer, 'viewer'))).toBe('NOT_ALLOWED');
    expect(codeOf(await mintService(owner, 'release_manager', { permissions: ['release.approve'] }))).toBe(
      'NOT_OF_A_SERVICE',
    );
    expect(codeOf(await mintService(owner, 'viewer', { permissions: ['artifact.upload'] }))).toBe(
      'NOT_OF_A_SERVICE',
    );
    const configurer = through(await mint(owner, ['project.read', 'project.configure']));
    expect(codeOf(await mintService(configurer, 'developer'))).toBe('TOKEN_TOO_WIDE');
    expect(codeOf(await mintService(configurer, 'viewer'))).toBe('OK');
    const jenkins = through(await mintService(owner, 'developer'));
    const put = (version: string): Promise<Answer> =>
      jenkins.call('PUT', `/bins/${world.bin}/versions/${version}/artifacts/x86_64`, Buffer.from(version), {
        'content-type': 'application/octet-stream',
      });
    expect((await put('7.0.0')).status).toBe(201);
    expect(codeOf(await jenkins.call('GET', `/projects/${foreign.id}`))).toBe('NOT_FOUND');
    expect(codeOf(await jenkins.call('GET', `/projects/${world.project.id}/tokens`))).toBe('NOT_ALLOWED');
    const list = await owner.call('GET', `/projects/${world.project.id}/tokens`);
    expect(list.body.items.find(({ id }: { id: string }) => id === jenkins.tokenId)).toMatchObject({
      name: 'jenkins',
      role: 'developer',
      owner: { id: owner.id },
      projects: [{ id: world.project.id }],
    });
    const elsewhere = `/projects/${foreign.id}/tokens/${jenkins.tokenId}`;
    expect(codeOf(await world.console.admin.call('DELETE', elsewhere))).toBe('NOT_FOUND');
    expect(codeOf(await owner.call('DELETE', `/tokens/${jenkins.tokenId}`))).toBe('NOT_FOUND');
    expect(
      codeOf(await owner.call('DELETE', `/projects/${world.project.id}/tokens/${jenkins.tokenId}`)),
    ).toBe('OK');
    await eventually(async () => expect((await put('7.0.1')).status).toBe(401));
  });

  it('S19 lose what their owner loses, and all of it when the owner is disabled, on every replica', async () => {
    const replica = await world.console.another();
    try {
      const person = await world.console.member(world.project.id, 'project_admin');
      const personal = through(await mint(person, ['project.read', 'project.configure']));
      const service = through(await mintService(person, 'developer'));
      const asks = (token: Person, app?: NestFastifyApplication): Promise<Answer> =>
        world.console.call('GET', `/projects/${world.project.id}/tokens`, {
          headers: { authorization: `Bearer ${token.token}` },
          ...(app ? { app } : {}),
        });
      const uploads = (app: NestFastifyApplication): Promise<Answer> =>
        world.console.call('POST', '/bins', {
          headers: { authorization: `Bearer ${service.token}` },
          body: { projectId: world.project.id, name: '' },
          app,
        });
      expect([(await asks(personal, replica)).status, (await uploads(replica)).status]).toEqual([200, 400]);
      const member = `/projects/${world.project.id}/members/${person.id}`;
      await world.console.admin.call('PUT', member, { role: 'viewer' });
      await eventually(async () => {
        for (const app of [world.console.app, replica])
          expect([(await asks(personal, app)).status, (await uploads(app)).status]).toEqual([403, 403]);
      });
      await world.console.admin.call('DELETE', member);
      await eventually(async () => expect((await asks(personal, replica)).status).toBe(404));
      expect((await uploads(replica)).status).toBe(403);
      await world.console.admin.call('PUT', member, { role: 'project_admin' });
      await eventually(async () => expect((await asks(personal, replica)).status).toBe(200));
      await world.console.admin.call('PATCH', `/users/${person.id}`, { disabled: true });
      await eventually(async () => {
        for (const app of [world.console.app, replica]) expect((await asks(personal, app)).status).toBe(401);
      });
      expect((await uploads(replica)).status).toBe(401);
    } finally {
      await replica.close();
    }
  });

  it('S19 are worth nothing when expired, altered or of the past, and say when they were last used', async () => {
    const token = through(await mint(world.manager, ['project.read']));
    const [id, secret] = [token.token.slice(0, 17), token.token.slice(17)];
    const altered = `${id}${secret.startsWith('A') ? 'B' : 'A'}${secret.slice(1)}`;
    for (const wrong of [altered, id, secret, `${token.token}x`, token.token.toUpperCase()]) {
      const headers = { authorization: `Bearer ${wrong}` };
      expect((await world.console.call('GET', '/projects', { headers })).status).toBe(401);
    }
    const lastUsed = async (): Promise<unknown> =>
      (
        (await query('SELECT last_used_at AS at FROM api_tokens WHERE id = $1', token.tokenId)) as {
          at: unknown;
        }[]
      )[0]?.at;
    expect(await lastUsed()).toBeNull();
    await token.call('GET', '/projects');
    const first = await lastUsed();
    expect(first).toBeInstanceOf(Date);
    await token.call('GET', '/projects');
    expect(await lastUsed()).toEqual(first);
    await query(
      "UPDATE api_tokens SET expires_at = now() + interval '1 second' WHERE id = $1",
      token.tokenId,
    );
    await query("SELECT pg_notify('actors', $1)", world.manager.id);
    await eventually(async () =>
      expect(codeOf(await token.call('GET', '/projects'))).toBe('TOKEN_NOT_VALID'),
    );
  });

  it('S19 open nothing that is about signing in, passwords, sessions or the person alone', async () => {
    const token = through(await mint(world.console.admin, ['project.read', 'user.manage']));
    const person = await world.console.newPerson();
    for (const [method, path, body] of [
      ['GET', '/auth/me', undefined],
      ['POST', '/auth/ws-ticket', {}],
      ['POST', '/users', { email: 'new@example.com', name: 'New', password: 'long enough password' }],
      ['PATCH', `/users/${person.id}`, { password: 'another long password' }],
      ['GET', '/delegations', undefined],
      ['POST', '/delegations', {}],
    ] as const)
      expect({ path, code: codeOf(await token.call(method, path, body)) }).toEqual({
        path,
        code: 'PEOPLE_ONLY',
      });
  });

  it('S12 are the person who made them: one maker, one approver, whatever is shown', async () => {
    const path = `/projects/${world.project.id}/environments/${world.environment('production')}/approval-policy`;
    const levels = [{ roles: ['release_manager', 'project_admin'], userIds: [], minimum: 2 }];
    expect((await world.console.admin.call('PUT', path, { levels })).status).toBe(200);
    const service = through(await mintService(owner, 'developer'));
    const personal = through(await mint(owner, MAKING));
    const draft = await service.call(
      'POST',
      '/releases',
      world.draft('2.0.0', { submit: true, ...ALL_AT_ONCE }),
    );
    expect(draft.status).toBe(201);
    const id = draft.body.id as string;
    const approve = async (by: Person): Promise<string> =>
      codeOf(await by.call('POST', `/releases/${id}/approve`, {}));
    expect(await approve(service)).toBe('NOT_ALLOWED');
    expect(await approve(personal)).toBe('OWN_WORK');
    expect(await approve(owner)).toBe('OWN_WORK');
    const approver = through(await mint(world.approver, MAKING));
    expect(await approve(approver)).toBe('OK');
    expect(await approve(world.approver)).toBe('ALREADY_DECIDED');
    expect(await approve(through(await mint(world.approver, MAKING)))).toBe('ALREADY_DECIDED');
    expect(await world.detail(id)).toMatchObject({ status: 'pending_approval', approval: { given: 1 } });
    await world.manager.call('POST', `/releases/${id}/cancel`);
    await world.console.admin.call('PUT', path, { levels: [] });
  });

  it('S12 leave entries that say the token and whose it is, and the log stays proven', async () => {
    const token = through(await mint(world.manager, ['project.read', 'artifact.upload']));
    expect(
      codeOf(await token.call('POST', '/bins', { projectId: world.project.id, name: 'from-a-token' })),
    ).toBe('OK');
    const { body } = await world.console.admin.call('GET', `/audit?actorId=${world.manager.id}&q=script`);
    expect(body.items[0]).toMatchObject({
      action: 'bin.created',
      actor: { kind: 'token', id: world.manager.id, token: { id: token.tokenId, name: 'script' } },
    });
    expect(body.items[1]).toMatchObject({ action: 'token.created', actor: { kind: 'user', token: null } });
    expect((await world.console.admin.call('GET', '/audit/verify')).body).toMatchObject({ whole: true });
    const csv = await world.console.admin.call('GET', `/audit/export?format=csv&q=from-a-token`);
    expect(csv.body).toContain(`,${token.tokenId},script,`);
  });
});
