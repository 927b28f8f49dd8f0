import { withConsole } from '../../../test/with-console.js';
import { aFile, aProject } from '../config.fixtures.js';

describe('configuration files', () => {
  const console = withConsole();

  it('are created with the first text of their base, and listed to who may see them', async () => {
    const project = await aProject(console, 'shop');
    const other = await aProject(console, 'mill');
    const body = {
      projectId: project.id,
      name: 'app.yaml',
      format: 'yaml',
      text: 'a: 1\n',
      description: 'D',
    };
    const made = await project.developer.call('POST', '/configs', body);
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      name: 'app.yaml',
      bin: 'shop.app.yaml',
      projectCode: 'shop',
      description: 'D',
      schema: null,
      isSecret: false,
      revision: 1,
      baseVersion: 1,
      archivedAt: null,
    });
    expect(made.body.environments.map(({ code }: { code: string }) => code)).toEqual(
      project.environments.map(({ code }) => code),
    );
    for (const environment of made.body.environments)
      expect(environment).toMatchObject({
        overrideVersion: 0,
        isDeleted: false,
        hasChanges: true,
        stable: null,
        underway: null,
      });
    const ids = async (query: string, person = project.viewer): Promise<unknown> =>
      (await person.call('GET', `/configs${query}`)).body.items.map(({ id }: { id: string }) => id);
    expect(await ids('')).toEqual([made.body.id]);
    expect(await ids('?q=APP.y')).toEqual([made.body.id]);
    expect(await ids('?q=nothing')).toEqual([]);
    expect(await ids(`?projectId=${other.id}`)).toEqual([]);
    expect(await ids('', other.viewer)).toEqual([]);
    expect((await other.viewer.call('GET', `/configs/${made.body.id}`)).status).toBe(404);
    expect((await other.developer.call('POST', '/configs', body)).status).toBe(404);
    expect((await project.viewer.call('POST', '/configs', body)).status).toBe(403);
    const [entry] = await console.db.source.query(
      `SELECT action, subject_name, data FROM audit_entries WHERE action LIKE 'config.%'`,
    );
    expect(entry).toMatchObject({ action: 'config.created', subject_name: 'app.yaml' });
    expect(JSON.stringify(entry.data)).not.toContain('a: 1');
    const [bin] = await console.db.source.query(`SELECT kind FROM bins WHERE name = 'shop.app.yaml'`);
    expect(bin.kind).toBe('config');
  });

  it('are refused with a text that is none, a name that is taken or too long, and in an archived project', async () => {
    const project = await aProject(console, 'refuse');
    const body = { projectId: project.id, name: 'a.json', format: 'json', text: '{"a": }' };
    const create = (more: object) => project.developer.call('POST', '/configs', { ...body, ...more });
    expect((await create({})).body).toMatchObject({
      status: 400,
      code: 'VALIDATION_FAILED',
      errors: [
        {
          field: 'text',
          code: 'faulty_base',
          message: expect.stringMatching(/^line 1, column \d+: /) as unknown,
        },
      ],
      faults: [{ of: 'base', environment: null, line: 1 }],
    });
    expect((await create({ text: '{}' })).status).toBe(201);
    expect((await create({ text: '{}' })).body).toMatchObject({ status: 409, code: 'CONFIG_NAME_TAKEN' });
    expect((await create({ text: '{}', name: 'n'.repeat(57) })).body).toMatchObject({
      status: 400,
      errors: [{ field: 'name', code: 'too_long' }],
    });
    expect((await create({ text: '{}', name: 'n'.repeat(56) })).status).toBe(201);
    await console.db.source.query('UPDATE projects SET archived_at = now() WHERE id = $1', [project.id]);
    expect((await create({ text: '{}', name: 'b' })).body.code).toBe('PROJECT_ARCHIVED');
  });

  it('take a text of 1 MiB however it is escaped, and not more', async () => {
    const project = await aProject(console, 'large');
    const body = { projectId: project.id, name: 'a', format: 'text' };
    const text = '"\n'.repeat(24_000) + 'x'.repeat(1024 ** 2 - 48_000);
    expect((await project.developer.call('POST', '/configs', { ...body, text })).status).toBe(201);
    const over = await project.developer.call('POST', '/configs', { ...body, name: 'b', text: `${text}x` });
    expect(over.status).toBe(400);
  });

  it('change description and schema, by revision, and only to a schema that their texts fit', async () => {
    const project = await aProject(console, 'edit');
    const id = await aFile(project);
    const edit = (body: object) => project.developer.call('PATCH', `/configs/${id}`, body);
    const schema = { type: 'object', properties: { a: { type: 'integer' } } };
    expect((await edit({ description: 'new', expectedRevision: 1 })).body).toMatchObject({
      description: 'new',
      revision: 2,
    });
    expect((await edit({ description: 'newer', expectedRevision: 1 })).body).toMatchObject({
      status: 409,
      code: 'CONFIG_CHANGED',
      revision: 2,
    });
    expect((await edit({ schema })).body).toMatchObject({ schema, description: 'new', revision: 3 });
    expect((await edit({ schema })).body.revision).toBe(3);
    const unfit = await edit({ schema: { properties: { a: { type: 'string' } } } });
    expect(unfit.body).toMatchObject({ status: 400, errors: [{ field: 'schema' }, {}, {}, {}] });
    expect((await edit({ schema: { type: 'nothing' } })).body).toMatchObject({
      status: 400,
      errors: [{ field: 'schema', code: 'not_a_schema' }],
    });
    expect((await edit({ schema: null })).body).toMatchObject({ schema: null, revision: 4 });
    const plain = await aFile(project, { name: 'plain', format: 'text' });
    expect((await project.developer.call('PATCH', `/configs/${plain}`, { schema })).body).toMatchObject({
      errors: [{ field: 'schema', code: 'no_keys' }],
    });
  });

  it('are archived and restored; archived ones are not listed and take no texts', async () => {
    const project = await aProject(console, 'attic');
    const id = await aFile(project);
    expect((await project.developer.call('DELETE', `/configs/${id}`)).status).toBe(204);
    expect((await project.developer.call('DELETE', `/configs/${id}`)).status).toBe(204);
    expect((await project.viewer.call('GET', '/configs')).body.items).toEqual([]);
    expect((await project.viewer.call('GET', `/configs/${id}`)).body.archivedAt).not.toBeNull();
    expect(
      (await project.developer.call('PATCH', `/configs/${id}`, { description: 'x' })).body,
    ).toMatchObject({ status: 409, code: 'CONFIG_ARCHIVED' });
    const again = await project.developer.call('POST', `/configs/${id}/restore`);
    expect(again.body).toMatchObject({ id, archivedAt: null });
    expect((await project.viewer.call('GET', '/configs')).body.items).toHaveLength(1);
    const actions = await console.db.source.query(
      `SELECT action FROM audit_entries WHERE subject_id = $1 ORDER BY seq`,
      [id],
    );
    expect(actions.map(({ action }: { action: string }) => action)).toEqual([
      'config.created',
      'config.archived',
      'config.restored',
    ]);
  });

  it('have what the base says in an environment that is made later', async () => {
    const project = await aProject(console, 'late');
    const id = await aFile(project);
    const made = await console.admin.call('POST', `/projects/${project.id}/environments`, {
      code: 'qa',
      name: 'QA',
    });
    expect(made.status).toBe(201);
    const { environments } = (await project.viewer.call('GET', `/configs/${id}`)).body;
    expect(environments.find(({ code }: { code: string }) => code === 'qa')).toMatchObject({
      overrideVersion: 0,
      hasChanges: true,
    });
  });
});
