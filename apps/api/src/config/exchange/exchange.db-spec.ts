import fc from 'fast-check';
import { withConsole, type Answer } from '../../../test/with-console.js';
import { aFile, aProject, save, type ConfigProject } from '../config.fixtures.js';
import { unzipped } from './zip-reader.js';
import { zipOf } from './zip-writer.js';

describe('exporting and importing configuration', () => {
  const console = withConsole();
  const ZIP = { 'content-type': 'application/zip' };

  async function exported(project: ConfigProject): Promise<Buffer> {
    const url = `/api/v1/configs/export?projectId=${project.id}`;
    const headers = { authorization: `Bearer ${project.viewer.token}` };
    const answer = await console.app.inject({ method: 'GET', url, headers });
    if (answer.statusCode !== 200) throw new Error(answer.payload);
    expect(answer.headers['content-type']).toBe('application/zip');
    return answer.rawPayload;
  }
  const imported = (project: ConfigProject, zip: Buffer, more = ''): Promise<Answer> =>
    project.developer.call('POST', `/configs/import?projectId=${project.id}${more}`, zip, ZIP);
  const folder = (files: Readonly<Record<string, string>>): Buffer =>
    zipOf(Object.entries(files).map(([name, text]) => ({ name, bytes: Buffer.from(text) })));
  const rows = ({ body }: Answer): unknown =>
    body.layers.map(({ name, layer, outcome }: Answer['body']) => `${name} ${layer} ${outcome}`);
  const textIn = (zip: Buffer, name: string): string | undefined =>
    unzipped(zip)
      .find((entry) => entry.name === name)
      ?.bytes.toString();

  it('CF50 gives the same bytes of all texts again, from an empty project', async () => {
    const project = await aProject(console, 'whole');
    const text = fc.string({
      unit: fc.constantFrom('a', 'ä', '漢', '\r\n', '\n', '\t', ' ', '😀'),
      maxLength: 20,
    });
    const samples = fc.sample(fc.tuple(text, fc.option(text, { nil: null })), { numRuns: 8, seed: 1 });
    for (const [at, [base, own]] of samples.entries()) {
      const id = await aFile(project, { name: `text${at}`, format: 'text', text: base });
      if (own !== null) await save(project.developer, id, 'staging', { text: own, parentVersion: 0 });
    }
    const id = await aFile(project, { text: '\uFEFFa: 1 # one\nb: ${secret:TOKEN}\n' });
    const schema = { properties: { a: { type: 'integer' } } };
    await project.developer.call('PATCH', `/configs/${id}`, { schema, description: 'Words.' });
    await save(project.developer, id, 'production', { text: 'a: 2\n', removedKeys: ['b'], parentVersion: 0 });
    await aFile(project, { name: 'hidden', isSecret: true });
    const first = await exported(project);
    expect(textIn(first, 'LEFT-OUT.txt')).toBe('hidden\n');
    const empty = await aProject(console, 'empty');
    const done = await imported(empty, first);
    expect(done.status).toBe(200);
    expect(done.body.isKept).toBe(true);
    const without = (zip: Buffer): unknown => unzipped(zip).filter(({ name }) => name !== 'LEFT-OUT.txt');
    expect(without(await exported(empty))).toEqual(without(first));
    const again = await imported(empty, first);
    expect(new Set(again.body.layers.map(({ outcome }: Answer['body']) => outcome))).toEqual(
      new Set(['unchanged']),
    );
    const copy = (await empty.viewer.call('GET', '/configs?q=app.yaml')).body.items[0];
    expect(copy).toMatchObject({ schema, description: 'Words.', baseVersion: 1 });
    expect((await empty.viewer.call('GET', `/configs/${copy.id}/versions`)).body.items[0]).toMatchObject({
      kind: 'import',
    });
  });

  it('CF51 makes versions of what differs, says so beforehand, and leaves alone what is not named', async () => {
    const project = await aProject(console, 'some');
    const id = await aFile(project, { text: 'a: 1\n' });
    await save(project.developer, id, 'staging', { text: 'a: 2\n', parentVersion: 0 });
    const zip = folder({
      'app.yaml/file.json': '{"format": "yaml"}',
      'app.yaml/base.yaml': 'a: 1\n',
      'app.yaml/production.yaml': 'a: 3\n',
      'new.json/file.json': '{"format": "json", "environments": {"dev": {"isDeleted": true}}}',
      'new.json/base.json': '{}',
    });
    const expected = [
      'app.yaml base unchanged',
      'app.yaml production created',
      'new.json base created',
      'new.json dev created',
    ];
    const dry = await imported(project, zip, '&dryRun=true');
    expect(dry.body.isKept).toBe(false);
    expect(rows(dry)).toEqual(expected);
    expect((await project.viewer.call('GET', '/configs')).body.items).toHaveLength(1);
    const done = await imported(project, zip, '&message=from%20git');
    expect(done.body.isKept).toBe(true);
    expect(rows(done)).toEqual(expected);
    const get = async (path: string): Promise<Answer['body']> =>
      (await project.viewer.call('GET', `/configs/${id}/${path}`)).body;
    expect(await get('layers/staging')).toMatchObject({ version: 1, text: 'a: 2\n' });
    expect(await get('layers/production')).toMatchObject({ version: 1, text: 'a: 3\n' });
    expect(await get('versions')).toMatchObject({ items: [{ message: 'from git', kind: 'import' }, {}, {}] });
    const made = (await project.viewer.call('GET', '/configs?q=new.json')).body.items[0];
    expect(made.environments[0]).toMatchObject({ code: 'dev', isDeleted: true, hasChanges: false });
  });

  it('CF52 keeps nothing at all when something is refused', async () => {
    const project = await aProject(console, 'none');
    await aFile(project, { name: 'hidden', isSecret: true });
    const zip = folder({
      'a/file.json': '{"format": "text"}',
      'a/base.txt': 'fine',
      'b/file.json': '{"format": "json", "schema": {"required": ["x"]}}',
      'b/base.json': '{}',
      'b/dev.json': '{"x": 1}',
      'c/file.json': '{"format": "json"}',
      'c/base.json': '{}',
      'c/nowhere.json': '{}',
      'd/file.json': '{"format": "json"}',
      'd/base.json': '{',
      'hidden/file.json': '{"format": "yaml"}',
      'hidden/base.yaml': 'a: 2\n',
    });
    const answer = await imported(project, zip);
    expect(answer.body.isKept).toBe(false);
    expect(rows(answer)).toEqual([
      'a base created',
      'b base refused',
      'b dev created',
      'c nowhere refused',
      'd base refused',
      'hidden base refused',
    ]);
    expect(answer.body.layers[1].reason).toContain('required');
    expect(answer.body.layers[4].reason).toMatch(/^line 1, column \d+: /);
    expect((await project.viewer.call('GET', '/configs')).body.items).toHaveLength(1);
  });

  it('CF53 changes schema and texts in one step', async () => {
    const project = await aProject(console, 'step');
    const id = await aFile(project, { text: 'a: 1\n' });
    const facts = (type: string): string =>
      JSON.stringify({ format: 'yaml', schema: { properties: { a: { type } } } });
    const zip = (type: string, text: string): Buffer =>
      folder({ 'app.yaml/file.json': facts(type), 'app.yaml/base.yaml': text });
    expect((await imported(project, zip('integer', 'a: 1\n'))).body.isKept).toBe(true);
    expect((await imported(project, zip('string', 'a: x\n'))).body.isKept).toBe(true);
    expect((await project.viewer.call('GET', `/configs/${id}`)).body).toMatchObject({
      revision: 3,
      baseVersion: 2,
      schema: { properties: { a: { type: 'string' } } },
    });
  });

  it('CF54 takes no other paths, no other bodies and no bombs', async () => {
    const project = await aProject(console, 'paths');
    const facts = '{"format": "text"}';
    for (const name of [
      '../a/base.txt',
      '/a/base.txt',
      'a/b/base.txt',
      'a/../base.txt',
      'a\\base.txt',
      'A/base.txt',
      'base.txt',
    ])
      expect((await imported(project, folder({ 'a/file.json': facts, [name]: 'x' }))).body).toMatchObject({
        status: 400,
        code: 'CONFIG_ZIP_UNREADABLE',
      });
    for (const bad of [
      '{',
      '[]',
      '{"format": "exe"}',
      '{"format": "text", "x": 1}',
      '{"format":"text","__proto__":{}}',
    ])
      expect((await imported(project, folder({ 'a/file.json': bad, 'a/base.txt': 'x' }))).body.code).toBe(
        'CONFIG_ZIP_UNREADABLE',
      );
    expect((await imported(project, Buffer.from('no zip'))).body.code).toBe('CONFIG_ZIP_UNREADABLE');
    expect((await imported(project, folder({}))).body.code).toBe('CONFIG_ZIP_UNREADABLE');
    const path = `/configs/import?projectId=${project.id}`;
    expect((await project.developer.call('POST', path, {})).body.code).toBe('CONFIG_ZIP_UNREADABLE');
    const bomb = zipOf([{ name: 'a/base.txt', bytes: Buffer.alloc(17 * 1024 ** 2) }]);
    expect((await imported(project, bomb)).body.detail).toContain('when it is unpacked');
    expect((await imported(project, Buffer.alloc(8 * 1024 ** 2 + 1))).status).toBe(413);
    const elsewhere = await project.developer.call('POST', '/configs', folder({ a: 'x' }), ZIP);
    expect(elsewhere.status).toBe(400);
    const twin = folder({ 'a/file.json': facts, 'a/base.txt': 'x\0' });
    expect(rows(await imported(project, twin))).toEqual(['a base refused']);
  });
});
