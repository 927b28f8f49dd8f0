import fc from 'fast-check';
import { eventually, withConsole, type Answer } from '../../test/with-console.js';

describe('projects', () => {
  const console = withConsole();
  const codes = ({ body }: Answer): string[] => body.items.map(({ code }: { code: string }) => code);

  it('begin with four environments in order', async () => {
    const { status, body } = await console.admin.call('POST', '/projects', { code: 'shop', name: ' Shop ' });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      code: 'shop',
      name: 'Shop',
      deploymentType: 'hosts',
      revision: 1,
      archivedAt: null,
      myRole: 'admin',
      repositoryUrl: '',
    });
    const plan = body.environments.map((environment: Record<string, unknown>) => [
      environment['code'],
      environment['requiredApprovals'],
      environment['isProduction'],
      environment['nodeCount'],
    ]);
    expect(plan).toEqual([
      ['dev', 0, false, 0],
      ['test', 0, false, 0],
      ['staging', 1, false, 0],
      ['production', 1, true, 0],
    ]);
  });

  it('begin with the environments that are asked for', async () => {
    const environments = [
      { code: 'edge', requiredApprovals: 2, isProduction: true, rollbackWindowHours: 5 },
      { code: 'lab', name: 'Laboratory' },
    ];
    const { body } = await console.admin.call('POST', '/projects', {
      code: 'own',
      name: 'Own',
      environments,
    });
    expect(body.environments).toMatchObject([
      {
        code: 'edge',
        name: 'edge',
        position: 0,
        requiredApprovals: 2,
        isProduction: true,
        rollbackWindowHours: 5,
      },
      {
        code: 'lab',
        name: 'Laboratory',
        position: 1,
        requiredApprovals: 0,
        isProduction: false,
        rollbackWindowHours: 72,
      },
    ]);
    const twice = await console.admin.call('POST', '/projects', {
      code: 'twice',
      name: 'x',
      environments: [{ code: 'a' }, { code: 'a' }],
    });
    expect(twice).toMatchObject({ status: 409, body: { code: 'ENVIRONMENT_CODE_TAKEN' } });
    expect((await console.admin.call('GET', '/projects/twice')).status).toBe(404);
  });

  it('are found by id and by code', async () => {
    const { id } = await console.newProject('by-code');
    expect((await console.admin.call('GET', `/projects/${id}`)).body).toEqual(
      (await console.admin.call('GET', '/projects/by-code')).body,
    );
    const looksLikeId = { code: '00000000-0000-7000-8000-000000000000', name: 'x' };
    expect((await console.admin.call('POST', '/projects', looksLikeId)).status).toBe(400);
  });

  it('have a code each, also in a race', async () => {
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => console.admin.call('POST', '/projects', { code: 'raced', name: 'x' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
      code: 'PROJECT_CODE_TAKEN',
      projectCode: 'raced',
    });
  });

  it('refuse what is not built instead of ignoring it', async () => {
    for (const [method, path] of [
      ['POST', '/projects'],
      ['PUT', '/projects/shop'],
    ] as const) {
      const { status, body } = await console.admin.call(method, path, {
        code: 'k8s',
        name: 'x',
        deploymentType: 'kubernetes',
      });
      expect({ status, code: body.code, built: body.built }).toEqual({
        status: 422,
        code: 'DEPLOYMENT_TYPE_NOT_BUILT',
        built: ['hosts'],
      });
    }
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt://x/%0aalert(1)',
    'data:text/html,x',
    'ftp://x/y',
    '//host/path',
    'http://',
    ' javascript:x',
    'https:/x',
  ])('S24 take no repository at %s', async (repositoryUrl) => {
    const linked = { code: 'linked', name: 'Linked', repositoryUrl };
    const { status, body } = await console.admin.call('POST', '/projects', linked);
    expect({ status, field: body.errors?.[0]?.field }).toEqual({ status: 400, field: 'repositoryUrl' });
  });

  it.each(['https://git.example.com/shop.git', 'http://10.0.0.5:3000/a_b', ''])(
    'take a repository at %j',
    async (repositoryUrl) => {
      expect((await console.admin.call('PUT', '/projects/shop', { repositoryUrl })).body.repositoryUrl).toBe(
        repositoryUrl,
      );
    },
  );

  it('keep what a change leaves out, and record what it says', async () => {
    await console.admin.call('PUT', '/projects/shop', { owner: 'team shop', buildTool: 'Jenkins' });
    const { body } = await console.admin.call('PUT', '/projects/shop', { description: 'sells' });
    expect(body).toMatchObject({
      name: 'Shop',
      owner: 'team shop',
      buildTool: 'Jenkins',
      description: 'sells',
    });
    const { body: audit } = await console.admin.call(
      'GET',
      `/audit?action=project.changed&subjectId=${body.id}&limit=1`,
    );
    expect(audit.items[0].data).toEqual({ description: { from: '', to: 'sells' } });
  });

  it('I7 take one of two changes of the same revision', async () => {
    const { body: before } = await console.admin.call('GET', '/projects/shop');
    const change = (description: string): Promise<Answer> =>
      console.admin.call('PUT', '/projects/shop', { description, expectedRevision: before.revision });
    const answers = await Promise.all([change('a'), change('b'), change('c')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
      code: 'STALE_REVISION',
      revision: before.revision + 1,
    });
    const ifMatch = (value: string): Promise<Answer> =>
      console.admin.call('PUT', '/projects/shop', { description: 'd' }, { 'if-match': value });
    expect((await ifMatch(`"${before.revision}"`)).status).toBe(409);
    expect((await ifMatch(`"${before.revision + 1}"`)).status).toBe(200);
    expect((await ifMatch('*')).status).toBe(200);
    expect((await ifMatch('W/"x"')).status).toBe(400);
  });

  it('change their environments, which counts as a change of the project', async () => {
    const { body: project } = await console.admin.call('GET', '/projects/shop');
    const added = await console.admin.call('POST', '/projects/shop/environments', {
      code: 'canary',
      requiredApprovals: 5,
    });
    expect(added).toMatchObject({
      status: 201,
      body: { code: 'canary', position: 4, requiredApprovals: 5, nodeCount: 0 },
    });
    const path = `/projects/shop/environments/${added.body.id}`;
    expect(
      (await console.admin.call('POST', '/projects/shop/environments', { code: 'canary' })).body.code,
    ).toBe('ENVIRONMENT_CODE_TAKEN');
    expect((await console.admin.call('PUT', path, { requiredApprovals: 6 })).status).toBe(400);
    expect((await console.admin.call('PUT', path, { code: 'dev' })).body.code).toBe('ENVIRONMENT_CODE_TAKEN');
    expect(
      (await console.admin.call('PUT', path, { name: 'Canary', expectedRevision: project.revision })).body
        .code,
    ).toBe('STALE_REVISION');
    expect(
      (await console.admin.call('PUT', path, { name: 'Canary', isProduction: true })).body,
    ).toMatchObject({ name: 'Canary', requiredApprovals: 5, isProduction: true });
    expect((await console.admin.call('GET', '/projects/shop')).body.revision).toBe(project.revision + 2);
    expect((await console.admin.call('DELETE', path)).status).toBe(204);
    expect((await console.admin.call('PUT', path, {})).status).toBe(404);
  });

  it('S17 do not let an environment be reached through another project', async () => {
    const other = await console.newProject('other');
    const environment = other.environments[0]?.id as string;
    for (const method of ['PUT', 'DELETE'] as const)
      expect(
        (
          await console.admin.call(
            method,
            `/projects/shop/environments/${environment}`,
            method === 'PUT' ? {} : undefined,
          )
        ).status,
      ).toBe(404);
  });

  it('are deleted when nothing refers to them, else archived, and can come back', async () => {
    await console.newProject('empty');
    expect(await console.admin.call('DELETE', '/projects/empty')).toMatchObject({
      status: 200,
      body: { outcome: 'deleted' },
    });
    expect((await console.admin.call('GET', '/projects/empty')).status).toBe(404);
    const { id } = await console.newProject('used');
    await console.admin.call('POST', '/bins', { projectId: id, name: 'used-bin' });
    expect((await console.admin.call('DELETE', '/projects/used')).body.outcome).toBe('archived');
    expect(codes(await console.admin.call('GET', '/projects'))).not.toContain('used');
    expect(codes(await console.admin.call('GET', '/projects?archived=true'))).toEqual(['used']);
    expect((await console.admin.call('PUT', '/projects/used', { name: 'x' })).body.code).toBe(
      'PROJECT_ARCHIVED',
    );
    expect((await console.admin.call('POST', '/bins', { projectId: id, name: 'more' })).body.code).toBe(
      'PROJECT_ARCHIVED',
    );
    expect(
      (await console.admin.call('PUT', '/bins/used-bin/versions/1/artifacts/any', Buffer.from('x'))).body
        .code,
    ).toBe('PROJECT_ARCHIVED');
    expect((await console.admin.call('POST', '/projects/used/restore')).body.archivedAt).toBeNull();
    expect((await console.admin.call('PUT', '/projects/used', { name: 'Used again' })).status).toBe(200);
  });

  it('have no environment that is called like the text of all', async () => {
    const body = { code: 'layered', name: 'Layered', environments: [{ code: 'base' }] };
    const { status, body: problem } = await console.admin.call('POST', '/projects', body);
    expect([status, problem.errors[0].field]).toEqual([400, 'environments[0].code']);
  });

  it('keep an environment that has texts of configuration', async () => {
    const { id, environments } = await console.newProject('texted');
    const file = { projectId: id, name: 'a.json', format: 'json', text: '{}' };
    const { body } = await console.admin.call('POST', '/configs', file);
    const own = { text: '{"a": 1}', parentVersion: 0 };
    const path = `/configs/${body.id}/layers/${environments[0]?.code}`;
    expect((await console.admin.call('PUT', path, own)).status).toBe(200);
    const removed = await console.admin.call(
      'DELETE',
      `/projects/texted/environments/${environments[0]?.id}`,
    );
    expect(removed.body.code).toBe('ENVIRONMENT_IN_USE');
  });

  it('keep an environment that nodes belong to', async () => {
    const { id, environments } = await console.newProject('manned');
    const environment = environments[0]?.id as string;
    await console.db.source.query("INSERT INTO nodes (id, name) VALUES ('edge-1', 'edge-1')");
    await console.db.source.query(
      "INSERT INTO node_memberships (node_id, project_id, environment_id) VALUES ('edge-1', $1, $2)",
      [id, environment],
    );
    expect(
      (await console.admin.call('DELETE', `/projects/manned/environments/${environment}`)).body.code,
    ).toBe('ENVIRONMENT_IN_USE');
    expect((await console.admin.call('GET', '/projects/manned')).body.environments[0].nodeCount).toBe(1);
    expect((await console.admin.call('DELETE', '/projects/manned')).body.outcome).toBe('archived');
  });

  it('give their members rights within seconds, and take them again', async () => {
    await console.newProject('team');
    const person = await console.newPerson();
    const members = `/projects/team/members/${person.id}`;
    expect((await person.call('GET', '/projects/team')).status).toBe(404);
    expect((await console.admin.call('PUT', members, { role: 'boss' })).status).toBe(400);
    expect((await console.admin.call('PUT', members, { role: 'viewer' })).body).toEqual({
      user: { id: person.id, name: expect.any(String), email: person.email },
      role: 'viewer',
      source: 'manual',
    });
    await eventually(async () =>
      expect((await person.call('GET', '/projects/team')).body.myRole).toBe('viewer'),
    );
    expect((await person.call('PUT', '/projects/team', { name: 'x' })).status).toBe(403);
    await console.admin.call('PUT', members, { role: 'project_admin' });
    await eventually(async () =>
      expect((await person.call('PUT', '/projects/team', { name: 'Team' })).status).toBe(200),
    );
    expect((await person.call('GET', '/auth/me')).body.memberships).toMatchObject([
      { projectCode: 'team', projectName: 'Team', role: 'project_admin' },
    ]);
    expect((await person.call('GET', '/projects/team/members')).body.items).toHaveLength(1);
    expect((await console.admin.call('DELETE', members)).status).toBe(204);
    await eventually(async () => expect((await person.call('GET', '/projects/team')).status).toBe(404));
    expect((await console.admin.call('DELETE', members)).status).toBe(404);
    expect(
      (
        await console.admin.call('PUT', '/projects/team/members/00000000-0000-7000-8000-000000000000', {
          role: 'viewer',
        })
      ).status,
    ).toBe(404);
  });

  it('S39 are searched by what was typed and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string({ maxLength: 20 }),
          fc.constantFrom("' OR 1=1 --", '%', '_', '\\', "'; DROP TABLE users; --"),
        ),
        async (q) => {
          const answer = await console.admin.call('GET', `/projects?q=${encodeURIComponent(q)}`);
          const all = await console.admin.call('GET', '/projects?limit=200');
          const expected = all.body.items.filter(({ code, name }: { code: string; name: string }) =>
            `${code} ${name}`.toLowerCase().includes(q.toLowerCase()),
          );
          if (q.includes('\0')) expect(answer.status).toBe(400);
          else expect(codes(answer)).toEqual(expected.map(({ code }: { code: string }) => code));
        },
      ),
      { numRuns: 30 },
    );
  });
});
