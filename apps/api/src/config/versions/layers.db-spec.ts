import { withConsole, type Answer } from '../../../test/with-console.js';
import { aFile, aProject, save, type ConfigProject } from '../config.fixtures.js';

describe('layers of configuration files', () => {
  const console = withConsole();
  let project: ConfigProject;
  beforeAll(async () => {
    project = await aProject(console, 'shop');
  });

  const get = (path: string): Promise<Answer> => project.viewer.call('GET', `/configs/${path}`);
  let files = 0;
  const file = (more: object = {}): Promise<string> => aFile(project, { name: `file${++files}`, ...more });

  it('CF01 are saved on the version that was edited, and a change of nothing makes no version', async () => {
    const id = await file({ text: 'a: 1 # first\nb: 2\n' });
    const first = await get(`${id}/layers/production`);
    expect(first.body).toMatchObject({ layer: 'production', version: 0, baseVersion: 1, text: null });
    const content = { text: 'b: 3\n', removedKeys: ['a'], parentVersion: 0, message: 'why' };
    const saved = await save(project.developer, id, 'production', content);
    expect(saved.body).toMatchObject({ version: 1, baseVersion: 1, text: 'b: 3\n', removedKeys: ['a'] });
    expect((await get(`${id}/environments/production/effective`)).body).toMatchObject({
      text: 'b: 3\n',
      isDeleted: false,
      keys: [{ path: 'b', value: '3', layer: 'override', line: 1 }],
    });
    expect((await get(`${id}/environments/staging/effective`)).body.text).toBe('a: 1 # first\nb: 2\n');
    const again = await save(project.developer, id, 'production', { ...content, parentVersion: 1 });
    expect(again.body.version).toBe(1);
    const stale = await save(project.developer, id, 'production', { ...content, text: 'b: 4\n' });
    expect(stale.body).toMatchObject({
      status: 409,
      code: 'CONFIG_CHANGED',
      version: 1,
      authorName: saved.body.authorName,
      createdAt: saved.body.createdAt,
    });
    expect((await save(project.developer, id, 'nowhere', content)).status).toBe(404);
    expect((await save(project.viewer, id, 'base', content)).status).toBe(403);
    const entries = await console.db.source.query(
      `SELECT data, action FROM audit_entries WHERE subject_id = $1 AND action = 'config.saved'`,
      [id],
    );
    expect(entries).toMatchObject([{ data: { layer: 'production', version: 1, message: 'why' } }]);
  });

  it('CF02 lose nothing when two save at once: one is told what the other saved', async () => {
    const id = await file();
    const answers = await Promise.all(
      ['a: 2\n', 'a: 3\n', 'a: 4\n'].map((text) =>
        save(project.developer, id, 'base', { text, parentVersion: 1 }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(
      (await get(`${id}/versions`)).body.items.map(({ version }: { version: number }) => version),
    ).toEqual([2, 1]);
  });

  it('CF03 are refused with line and column, of every environment that they reach', async () => {
    const id = await file({ text: 'a: 1\nb: {c: 1}\n' });
    const faulty = await save(project.developer, id, 'base', { text: 'a: [\n', parentVersion: 1 });
    expect(faulty.body).toMatchObject({
      status: 400,
      code: 'VALIDATION_FAILED',
      errors: [
        { field: 'text', code: 'faulty_base', message: expect.stringMatching(/^line \d+, column/) as string },
      ],
    });
    const schema = { properties: { a: { type: 'integer' } } };
    expect((await project.developer.call('PATCH', `/configs/${id}`, { schema })).status).toBe(200);
    const unfit = await save(project.developer, id, 'staging', { text: 'a: x\n', parentVersion: 0 });
    expect(unfit.body).toMatchObject({
      status: 400,
      errors: [{ code: 'faulty_schema', message: expect.stringContaining('(in staging)') as string }],
      faults: [{ of: 'schema', environment: 'staging', line: 1, column: 1 }],
    });
    await save(project.developer, id, 'staging', { text: 'a: 5\n', parentVersion: 0 });
    const reaching = await save(project.developer, id, 'base', { text: 'a: x\n', parentVersion: 1 });
    expect(
      reaching.body.faults.map(({ environment }: { environment: string }) => environment).sort(),
    ).toEqual(['dev', 'production', 'test']);
    expect((await get(`${id}/layers/base`)).body.version).toBe(1);
    const none = await save(project.developer, id, 'base', { text: null, parentVersion: 1 });
    expect(none.body).toMatchObject({ status: 400, errors: [{ field: 'text', code: 'no_text' }] });
    const removed = { text: 'a: 1\n', removedKeys: ['b'], parentVersion: 1 };
    expect((await save(project.developer, id, 'base', removed)).body).toMatchObject({
      errors: [{ field: 'removedKeys', code: 'no_keys' }],
    });
  });

  it('CF04 change what is not published yet in all environments that they reach', async () => {
    const id = await file();
    const drafts = async (): Promise<Record<string, string>> => {
      const rows: { code: string; sha256: string }[] = await console.db.source.query(
        `SELECT e.code, d.sha256 FROM config_drafts d JOIN environments e ON e.id = d.environment_id WHERE d.file_id = $1`,
        [id],
      );
      return Object.fromEntries(rows.map(({ code, sha256 }) => [code, sha256]));
    };
    const before = await drafts();
    expect(Object.keys(before).sort()).toEqual(['dev', 'production', 'staging', 'test']);
    await save(project.developer, id, 'staging', { text: 'a: 9\n', parentVersion: 0 });
    const own = await drafts();
    expect(own).toMatchObject({ dev: before['dev'], production: before['production'] });
    expect(own['staging']).not.toBe(before['staging']);
    await save(project.developer, id, 'base', { text: 'a: 2\n', parentVersion: 1 });
    const after = await drafts();
    expect(after['dev']).not.toBe(own['dev']);
    expect(after['staging']).toBe(own['staging']);
    await save(project.developer, id, 'staging', { text: null, parentVersion: 1 });
    expect((await drafts())['staging']).toBe(after['dev']);
  });

  it('CF05 are checked without being kept, with the secrets that have no value', async () => {
    const id = await file({ text: 'a: 1\n' });
    const check = (layer: string, text: string): Promise<Answer> =>
      project.developer.call('POST', `/configs/${id}/layers/${layer}/check`, { text });
    const fine = await check('production', 'b: ${secret:TOKEN}\n');
    expect(fine.body).toMatchObject({
      faults: [
        {
          of: 'secret',
          environment: 'production',
          line: 2,
          message: expect.stringContaining('TOKEN') as string,
        },
      ],
      effective: { text: 'a: 1\nb: ${secret:TOKEN}\n', secrets: ['TOKEN'], overrideVersion: 0 },
    });
    const faulty = await check('production', 'b: [\n');
    expect(faulty.body).toMatchObject({ faults: [{ of: 'override' }], effective: null });
    const base = await check('base', 'b: ${secret:TOKEN}\n');
    expect(base.body.effective).toBeNull();
    expect(base.body.faults).toHaveLength(4);
    expect((await get(`${id}/layers/production`)).body.version).toBe(0);
    const kept = await save(project.developer, id, 'base', {
      text: 'b: ${secret:TOKEN}\n',
      parentVersion: 1,
    });
    expect(kept.status).toBe(200);
  });

  it('CF06 of a file that is a secret are sealed, hidden from everybody, and revealed with a reason', async () => {
    const id = await file({ format: 'text', text: 'hush hush', isSecret: true });
    const admin = await console.member(project.id, 'project_admin');
    await save(project.developer, id, 'staging', { text: 'silence', parentVersion: 0 });
    for (const person of [project.viewer, admin, console.admin]) {
      const { body } = await person.call('GET', `/configs/${id}/layers/staging`);
      expect(body).toMatchObject({ version: 1, text: null, isHidden: true });
    }
    expect((await get(`${id}/environments/staging/effective`)).body).toMatchObject({
      text: null,
      isHidden: true,
      keys: [],
    });
    const diff = await get(`${id}/diff?from=layer:base&to=draft:staging`);
    expect(diff.body).toMatchObject({ isChanged: true, isHidden: true, hunks: [], keys: [] });
    const merge = await project.developer.call('POST', `/configs/${id}/layers/staging/merge`, {
      text: 'mine',
      parentVersion: 0,
    });
    expect(merge.body).toMatchObject({ text: 'mine', conflicts: [{ parent: null, theirs: null }] });
    const everything = JSON.stringify([diff.body, merge.body, (await get(`${id}/versions`)).body]);
    const rows = await console.db.source.query(
      'SELECT text, sealed FROM config_versions WHERE file_id = $1',
      [id],
    );
    for (const clear of ['hush', 'silence']) {
      expect(everything).not.toContain(clear);
      expect(JSON.stringify(rows)).not.toContain(clear);
    }
    const reveal = (body: object, person = admin): Promise<Answer> =>
      person.call('POST', `/configs/${id}/layers/base/reveal`, body);
    expect((await reveal({ reason: 'x' }, project.developer)).status).toBe(403);
    expect((await reveal({ reason: ' ' })).status).toBe(400);
    expect((await reveal({ reason: 'audit', version: 2 })).status).toBe(404);
    expect((await reveal({ reason: 'audit' })).body).toEqual({ text: 'hush hush' });
    const [entry] = await console.db.source.query(
      `SELECT reason, data FROM audit_entries WHERE action = 'config.revealed' AND subject_id = $1`,
      [id],
    );
    expect(entry).toEqual({ reason: 'audit', data: { layer: 'base', version: 1 } });
  });

  it('CF07 are merged three ways by key', async () => {
    const id = await file({ text: 'a: 1\nb: 1\nc: 1\n' });
    await save(project.developer, id, 'base', { text: 'a: 1\nb: 2\nc: 2\n', parentVersion: 1 });
    const merge = (text: string): Promise<Answer> =>
      project.developer.call('POST', `/configs/${id}/layers/base/merge`, { text, parentVersion: 1 });
    expect((await merge('a: 9\nb: 1\nc: 1\n')).body).toMatchObject({
      parent: { version: 1 },
      theirs: { version: 2, text: 'a: 1\nb: 2\nc: 2\n' },
      text: 'a: 9\nb: 2\nc: 2\n',
      conflicts: [],
    });
    expect((await merge('a: 1\nb: 3\nc: 1\n')).body).toMatchObject({
      text: 'a: 1\nb: 3\nc: 2\n',
      conflicts: [{ kind: 'key', place: 'b', parent: '1', mine: '3', theirs: '2' }],
    });
    expect((await merge('a: [\n')).body).toMatchObject({ status: 400, errors: [{ field: 'text' }] });
    const unknown = { text: 'a: 1\n', parentVersion: 99 };
    expect(
      (await project.developer.call('POST', `/configs/${id}/layers/base/merge`, unknown)).body,
    ).toMatchObject({ status: 400, errors: [{ field: 'parentVersion' }] });
  });

  it('CF08 take over chosen keys of another environment, those that it has not among them', async () => {
    const id = await file({ text: 'a: 1\nb: 1\nc: 1\n' });
    await save(project.developer, id, 'staging', {
      text: 'a: 5\nd: 5\n',
      removedKeys: ['b'],
      parentVersion: 0,
    });
    await save(project.developer, id, 'production', { text: 'c: 7 # ours\n', parentVersion: 0 });
    const promote = (body: object): Promise<Answer> =>
      project.developer.call('POST', `/configs/${id}/layers/production/promote`, {
        from: 'staging',
        parentVersion: 1,
        ...body,
      });
    expect((await promote({ keys: ['x'] })).body).toMatchObject({ errors: [{ code: 'unknown_keys' }] });
    expect((await promote({ keys: ['a'], from: 'production' })).status).toBe(400);
    expect((await promote({ keys: ['a'], parentVersion: 0 })).body.code).toBe('CONFIG_CHANGED');
    const done = await promote({ keys: ['a', 'b'], message: 'proven' });
    expect(done.body).toMatchObject({ version: 2, removedKeys: ['b'] });
    expect(done.body.text).toContain('# ours');
    expect((await get(`${id}/environments/production/effective`)).body.text).toBe('a: 5\nc: 7\n');
    expect((await get(`${id}/versions?layer=production`)).body.items[0]).toMatchObject({
      kind: 'promotion',
      message: 'proven',
      version: 2,
      parentVersion: 1,
      publications: [],
      isBad: false,
    });
  });

  it('CF09 are compared, whatever texts are named', async () => {
    const id = await file({ text: 'a: 1\nb: 1\n' });
    await save(project.developer, id, 'base', { text: 'a: 1\nb: 2\n', parentVersion: 1 });
    const diff = (from: string, to: string): Promise<Answer> => get(`${id}/diff?from=${from}&to=${to}`);
    expect((await diff('layer:base@1', 'draft:staging')).body).toEqual({
      isChanged: true,
      isHidden: false,
      isNew: false,
      isGone: false,
      hunks: [
        {
          beforeStart: 1,
          afterStart: 1,
          lines: [
            { kind: 'same', before: 1, after: 1, text: 'a: 1' },
            { kind: 'removed', before: 2, after: null, text: 'b: 1' },
            { kind: 'added', before: null, after: 2, text: 'b: 2' },
          ],
        },
      ],
      keys: [{ path: 'b', kind: 'changed', before: '1', after: '2' }],
    });
    expect((await diff('published:production', 'draft:production')).body).toMatchObject({
      isNew: true,
      keys: [{ kind: 'added' }, { kind: 'added' }],
    });
    for (const ref of ['layer:base@9', 'published:production@1', 'draft:base', 'layer:nowhere'])
      expect((await diff(ref, 'layer:base')).body).toMatchObject({
        status: 400,
        errors: [{ field: 'from', code: 'unknown_text' }],
      });
    expect((await diff('what', 'layer:base')).status).toBe(400);
  });

  it('CF10 have versions, each with its text, newest first and in pages', async () => {
    const id = await file();
    for (let version = 1; version <= 3; version++)
      await save(project.developer, id, 'base', { text: `a: ${version + 1}\n`, parentVersion: version });
    const first = (await get(`${id}/versions?limit=3`)).body;
    const rest = (await get(`${id}/versions?limit=3&cursor=${first.nextCursor}`)).body;
    const numbers = [...first.items, ...rest.items].map(({ version }: { version: number }) => version);
    expect(numbers).toEqual([4, 3, 2, 1]);
    expect((await get(`${id}/versions/base/2`)).body).toMatchObject({ version: 2, text: 'a: 2\n' });
    for (const version of ['9', '0', '-1', '99999999999'])
      expect((await get(`${id}/versions/base/${version}`)).status).toBe(404);
    expect((await get(`${id}/versions?layer=nowhere`)).status).toBe(400);
  });
});
