import { createHash } from 'node:crypto';
import { withConsole } from '../../test/with-console.js';
import { BinCatalog } from './bin-catalog.read-model.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('what runs, and what is known', () => {
  const console = withConsole();
  const put = (version: string, arch: string, text: string): Promise<unknown> =>
    console.admin.call('PUT', `/bins/cart/versions/${version}/artifacts/${arch}`, Buffer.from(text));
  let projectId = '';
  let otherId = '';

  beforeAll(async () => {
    const shop = await console.newProject('shop');
    const other = await console.newProject('other');
    [projectId, otherId] = [shop.id, other.id];
    const { body: bin } = await console.admin.call('POST', '/bins', { projectId, name: 'cart' });
    await put('1.0', 'amd64', 'one for amd64');
    await put('1.0', 'arm64', 'one for arm64');
    await put('2.0', 'amd64', 'two');
    await put('2.1', 'amd64', 'two');
    const running: [string, string, string, string | null][] = [
      ['n1', 'active', 'dev', sha256('one for amd64')],
      ['n2', 'active', 'dev', sha256('one for arm64')],
      ['n3', 'active', 'production', sha256('two')],
      ['n4', 'active', 'production', sha256('nobody knows')],
      ['n5', 'active', 'production', null],
      ['n6', 'retired', 'production', sha256('two')],
    ];
    for (const [id, lifecycle, code, sha] of running) {
      const environment = shop.environments.find((candidate) => candidate.code === code)?.id;
      await console.db.source.query('INSERT INTO nodes (id, name, lifecycle) VALUES ($1, $1, $2)', [
        id,
        lifecycle,
      ]);
      await console.db.source.query(
        'INSERT INTO node_memberships (node_id, project_id, environment_id) VALUES ($1, $2, $3)',
        [id, projectId, environment],
      );
      await console.db.source.query(
        'INSERT INTO observed_state (node_id, bin_id, sha256) VALUES ($1, $2, $3)',
        [id, bin.id, sha],
      );
    }
    await console.db.source.query(
      'INSERT INTO node_memberships (node_id, project_id, environment_id) VALUES ($1, $2, $3)',
      ['n1', otherId, other.environments[0]?.id],
    );
  });

  it('is counted by version and environment of the project of the bin', async () => {
    const { body: bin } = await console.admin.call('GET', '/bins/cart');
    expect(bin).toMatchObject({ latestVersion: '2.1', versionCount: 3, projectCode: 'shop' });
    expect(bin.running).toEqual([
      { environmentCode: 'dev', version: '1.0', nodes: 2 },
      { environmentCode: 'production', version: '2.1', nodes: 1 },
    ]);
    const { body: versions } = await console.admin.call('GET', '/bins/cart/versions');
    expect(
      versions.items.map(({ version, running }: { version: string; running: object[] }) => [
        version,
        running,
      ]),
    ).toEqual([
      ['2.1', [{ environmentCode: 'production', nodes: 1 }]],
      ['2.0', []],
      ['1.0', [{ environmentCode: 'dev', nodes: 2 }]],
    ]);
  });

  it('is paged newest first', async () => {
    const first = await console.admin.call('GET', '/bins/cart/versions?limit=2');
    const second = await console.admin.call(
      'GET',
      `/bins/cart/versions?limit=2&cursor=${first.body.nextCursor}`,
    );
    const names = [...first.body.items, ...second.body.items].map(
      ({ version }: { version: string }) => version,
    );
    expect(names).toEqual(['2.1', '2.0', '1.0']);
    expect(second.body.nextCursor).toBeNull();
  });

  it('is known to other rooms by name, by bytes and by file', async () => {
    const catalog = console.app.get(BinCatalog, { strict: false });
    const reader = console.db.database.reader;
    const version = await catalog.findVersion(reader, 'cart', '1.0');
    expect(version).toMatchObject({
      bin: { name: 'cart', projectId },
      version: '1.0',
      isWithdrawn: false,
      createdBy: console.admin.id,
    });
    expect(version?.artifacts).toMatchObject([
      {
        arch: 'amd64',
        kind: 'file',
        sha256: sha256('one for amd64'),
        sizeBytes: 13,
        uploadedBy: console.admin.id,
      },
      { arch: 'arm64', sizeBytes: 13 },
    ]);
    expect(await catalog.findVersion(reader, 'cart', '9')).toBeUndefined();
    const bytes = await catalog.artifactsBySha(reader, [sha256('two'), sha256('one for arm64')]);
    expect(bytes.map(({ version: name, arch }) => [name, arch])).toEqual([
      ['2.1', 'amd64'],
      ['2.0', 'amd64'],
      ['1.0', 'arm64'],
    ]);
    expect(await catalog.artifactsBySha(reader, [])).toEqual([]);
    expect(await catalog.artifactsByFile(reader, 'cart-1.0')).toHaveLength(2);
    expect(await catalog.artifactsByFile(reader, 'cart')).toEqual([]);
    expect((await catalog.binsOf(reader, projectId)).map(({ name }) => name)).toEqual(['cart']);
    expect((await catalog.versionsOf(reader, version?.bin.id ?? '')).map((found) => found.version)).toEqual([
      '2.1',
      '2.0',
      '1.0',
    ]);
    await console.admin.call('POST', '/bins/cart/versions/1.0/withdraw', { reason: 'bad' });
    expect((await catalog.findVersion(reader, 'cart', '1.0'))?.isWithdrawn).toBe(true);
  });
});
