import pg from 'pg';
import { eventually, withConsole, type Person } from '../../../test/with-console.js';
import { sha, TestFleet, type AVersion } from '../fleet.fixtures.js';

const console = withConsole();
const fleet = new TestFleet(console);
let place: { projectId: string; environmentId: string };
let elsewhere: { projectId: string; environmentId: string };
let operator: Person;
let viewer: Person;
let binId: string;
let version: AVersion;

beforeAll(async () => {
  place = await fleet.aPlace('cdn');
  elsewhere = await fleet.aPlace('ads');
  operator = await console.member(place.projectId, 'operator');
  viewer = await console.member(place.projectId, 'viewer');
  binId = await fleet.aBin(place.projectId, 'proxy');
  version = await fleet.aVersion(binId, '1.0.0');
});

describe('registering and changing', () => {
  it('makes a node with labels and a place, and records who did it', async () => {
    const made = await operator.call('POST', '/nodes', {
      id: 'edge-1',
      name: 'Edge 1',
      labels: { region: 'north' },
      arch: 'x86_64',
      memberships: [place],
    });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      id: 'edge-1',
      name: 'Edge 1',
      arch: 'amd64',
      lifecycle: 'active',
      presence: 'never',
      protocol: null,
      running: [],
    });
    expect(made.body.memberships).toMatchObject([{ projectCode: 'cdn', environmentCode: 'dev' }]);
    const [entry] = await fleet.query(
      "SELECT action, actor_id, project_id FROM audit_entries WHERE subject_id = 'edge-1'",
    );
    expect(entry).toEqual({ action: 'node.registered', actor_id: operator.id, project_id: place.projectId });
    expect((await operator.call('POST', '/nodes', { id: 'edge-1', name: 'again' })).body.code).toBe(
      'NODE_EXISTS',
    );
  });

  it('changes what is given and leaves the rest; a name given by people outlives the host name', async () => {
    const changed = await operator.call('PATCH', '/nodes/edge-1', {
      labels: { region: 'south', isp: 'cmcc' },
    });
    expect(changed.body).toMatchObject({
      name: 'Edge 1',
      arch: 'amd64',
      labels: { region: 'south', isp: 'cmcc' },
    });
    const { token } = (await operator.call('POST', '/nodes/edge-1/tokens')).body;
    await console.call('POST', '/agent/sync', {
      body: { facts: { name: 'host-9', arch: 'aarch64' } },
      headers: { authorization: `Bearer ${token}` },
    });
    expect((await operator.call('GET', '/nodes/edge-1')).body).toMatchObject({
      name: 'Edge 1',
      arch: 'amd64',
      presence: 'online',
      protocol: 'agent',
    });
    expect((await operator.call('PATCH', '/nodes/edge-1', { arch: null })).body.arch).toBe('arm64');
  });

  it.each([
    [{ name: '' }, 'name'],
    [{ name: 'a', labels: { 'bad key': 'x' } }, 'labels'],
    [{ name: 'a', id: '../x' }, 'id'],
    [{ name: 'a', surprise: 1 }, 'surprise'],
  ])('refuses %j', async (body, field) => {
    const { status, body: problem } = await operator.call('POST', '/nodes', body);
    expect([status, problem.errors[0].field]).toEqual([400, field]);
  });

  it('is not for viewers, and not into projects of others', async () => {
    expect((await viewer.call('POST', '/nodes', { name: 'x' })).status).toBe(403);
    expect((await viewer.call('PATCH', '/nodes/edge-1', { name: 'x' })).status).toBe(403);
    expect((await operator.call('POST', '/nodes', { name: 'x', memberships: [elsewhere] })).status).toBe(404);
    const mixed = await operator.call('POST', '/nodes', {
      name: 'x',
      memberships: [{ ...place, environmentId: elsewhere.environmentId }],
    });
    expect([mixed.status, mixed.body.errors[0].code]).toEqual([400, 'unknown_environment']);
  });

  it('serves one environment per project', async () => {
    const project = (await console.admin.call('GET', `/projects/${place.projectId}`)).body;
    const other = project.environments[1];
    const joined = await operator.call('PUT', `/nodes/edge-1/memberships/${place.projectId}`, {
      environmentId: other.id,
    });
    expect(joined.body.memberships).toMatchObject([{ environmentCode: other.code }]);
    expect((await operator.call('DELETE', `/nodes/edge-1/memberships/${place.projectId}`)).status).toBe(204);
    expect((await operator.call('DELETE', `/nodes/edge-1/memberships/${place.projectId}`)).status).toBe(404);
    await operator.call('PUT', `/nodes/edge-1/memberships/${place.projectId}`, {
      environmentId: place.environmentId,
    });
  });
});

describe('the list', () => {
  it('pages through everything once, newest first, and knows the total', async () => {
    for (let index = 0; index < 7; index += 1) await fleet.aNode(`page-${index}`, { place });
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await operator.call(
        'GET',
        `/nodes?q=page-&limit=3${cursor ? `&cursor=${cursor}` : ''}`,
      );
      expect(body.total).toBe(7);
      seen.push(...body.items.map(({ id }: { id: string }) => id));
      cursor = body.nextCursor ?? '';
    } while (cursor);
    expect(seen).toEqual(['page-6', 'page-5', 'page-4', 'page-3', 'page-2', 'page-1', 'page-0']);
  });

  it('filters by label, lifecycle, environment and presence', async () => {
    await fleet.aNode('filter-1', { place, lifecycle: 'maintenance' });
    const ids = async (query: string): Promise<string[]> =>
      (await operator.call('GET', `/nodes?limit=200&${query}`)).body.items.map(
        ({ id }: { id: string }) => id,
      );
    expect(await ids('label=region:south&label=isp:cmcc')).toEqual(['edge-1']);
    expect(await ids('label=region:south&label=isp:other')).toEqual([]);
    expect(await ids('lifecycle=maintenance')).toEqual(['filter-1']);
    expect(await ids(`environmentId=${place.environmentId}&q=edge`)).toEqual(['edge-1']);
    expect(await ids('presence=never&q=filter')).toEqual(['filter-1']);
    expect(await ids('presence=online&q=filter')).toEqual([]);
    expect((await operator.call('GET', '/nodes?presence=asleep')).status).toBe(400);
  });

  it('shows people their projects only, and nothing of the others on a shared node', async () => {
    await fleet.aNode('foreign-1', { place: elsewhere });
    await fleet.aNode('shared-1', { place });
    await fleet.query(
      'INSERT INTO node_memberships (node_id, project_id, environment_id) VALUES ($1, $2, $3)',
      ['shared-1', elsewhere.projectId, elsewhere.environmentId],
    );
    expect((await viewer.call('GET', '/nodes?q=foreign')).body.items).toEqual([]);
    expect((await viewer.call('GET', '/nodes/foreign-1')).status).toBe(404);
    expect((await viewer.call('GET', '/nodes/shared-1')).body.memberships).toHaveLength(1);
    expect((await console.admin.call('GET', '/nodes/shared-1')).body.memberships).toHaveLength(2);
  });

  it('counts by presence and lifecycle', async () => {
    const { body } = await viewer.call('GET', `/nodes/summary?projectId=${place.projectId}`);
    expect(body.total).toBe(body.online + body.stale + body.offline + body.never);
    expect(body.byLifecycle).toMatchObject({ maintenance: 1 });
  });
});

describe('lifecycle', () => {
  it('adopts a node with what it runs: nothing changes on the host', async () => {
    const node = await fleet.aNode('adopt-1', { place, lifecycle: 'observing', arch: 'amd64' });
    const unknownBin = await fleet.aBin(place.projectId, 'helper');
    await node.sync({
      observed: [
        { bin: 'proxy', sha256: version.sha256, generation: 0 },
        { bin: 'helper', sha256: sha('home-made'), generation: 0 },
      ],
    });
    const { status, body } = await operator.call('POST', '/nodes/adopt-1/adopt');
    expect([status, body.lifecycle]).toEqual([200, 'active']);
    expect(body.running).toMatchObject([
      { bin: 'helper', desired: { sha256: null, version: null } },
      {
        bin: 'proxy',
        version: '1.0.0',
        desired: { sha256: version.sha256, version: '1.0.0', generation: 1 },
      },
    ]);
    const rows = await fleet.query("SELECT source, bin_id FROM desired_state WHERE node_id = 'adopt-1'");
    expect(
      new Set(rows.map(({ source, bin_id }) => `${source} ${bin_id === unknownBin ? 'helper' : 'proxy'}`)),
    ).toEqual(new Set(['none helper', 'adopted proxy']));
    expect((await operator.call('POST', '/nodes/adopt-1/adopt')).body.code).toBe('NODE_NOT_OBSERVING');
    expect((await node.sync()).body.bins).toHaveLength(2);
  });

  it('follows the table and names what is possible', async () => {
    await fleet.aNode('life-1', { place });
    const to = (word: string): ReturnType<Person['call']> =>
      operator.call('POST', '/nodes/life-1/lifecycle', { to: word, reason: 'test' });
    expect((await to('maintenance')).body.lifecycle).toBe('maintenance');
    expect((await to('observing')).body).toMatchObject({
      code: 'ILLEGAL_TRANSITION',
      allowed: expect.arrayContaining(['active']),
    });
    expect((await to('retired')).body.lifecycle).toBe('retired');
    expect((await to('active')).status).toBe(409);
    const { body } = await operator.call('GET', '/nodes/life-1/events');
    expect(body.items[0]).toMatchObject({
      kind: 'node.lifecycle_changed',
      text: { en: expect.stringContaining('from maintenance to retired') },
    });
  });

  it('gives a node that joins an environment its baseline', async () => {
    await fleet.query('INSERT INTO baselines (environment_id, bin_id, version_id) VALUES ($1, $2, $3)', [
      place.environmentId,
      binId,
      version.versionId,
    ]);
    const { body } = await operator.call('POST', '/nodes', {
      id: 'joiner-1',
      name: 'J',
      arch: 'amd64',
      memberships: [place],
    });
    expect(body.running).toMatchObject([
      {
        bin: 'proxy',
        desired: { sha256: version.sha256, generation: 1, reason: 'baseline of the environment' },
      },
    ]);
    const explained = await viewer.call('GET', '/nodes/joiner-1/explain?bin=proxy');
    expect(explained.body).toMatchObject({
      kind: 'silent',
      text: { en: expect.stringContaining('proxy 1.0.0') },
    });
  });
});

describe('tokens', () => {
  it('are shown once, listed without secret, and end at once', async () => {
    await fleet.aNode('tok-1', { place });
    const { status, body } = await operator.call('POST', '/nodes/tok-1/tokens');
    expect([status, Object.keys(body).sort()]).toEqual([201, ['createdAt', 'id', 'token']]);
    const headers = { authorization: `Basic ${Buffer.from(`tok-1:${body.token}`).toString('base64')}` };
    expect((await console.call('GET', '/keepalive', { headers })).status).toBe(200);
    const list = await operator.call('GET', '/nodes/tok-1/tokens');
    expect(JSON.stringify(list.body)).not.toContain(body.token.slice(4));
    expect(list.body.items[0]).toMatchObject({
      id: body.id,
      firstUsedAt: expect.any(String),
      revokedAt: null,
    });
    expect((await operator.call('DELETE', `/nodes/tok-1/tokens/${body.id}`)).status).toBe(204);
    expect((await console.call('GET', '/keepalive', { headers })).body.code).toBe('NODE_TOKEN_REVOKED');
    expect((await viewer.call('POST', '/nodes/tok-1/tokens')).status).toBe(403);
  });

  it('come in bulk from a table and go back as one, safe for spreadsheets', async () => {
    const csv =
      'node_id,name,region,project,environment\r\nbulk-1,"=HYPERLINK(""x"")",north,cdn,dev\r\nbulk-2,Two,,cdn,test\r\n';
    const { status, body, headers } = await operator.call('POST', '/nodes/tokens/bulk', csv, {
      'content-type': 'text/csv',
    });
    expect([status, headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
    const [header, first, second] = String(body).split('\r\n');
    expect(header).toBe('node_id,name,region,project,environment,token');
    expect(first).toMatch(/^bulk-1,"'=HYPERLINK\(""x""\)",north,cdn,dev,rcn_[\w-]{43}$/);
    const token = second?.split(',')[5] ?? '';
    expect(
      (await console.call('GET', '/keepalive', { headers: { authorization: `Bearer ${token}` } })).body
        .node_id,
    ).toBe('bulk-2');
    expect((await operator.call('GET', '/nodes/bulk-1')).body).toMatchObject({
      labels: { region: 'north' },
      memberships: [{ environmentCode: 'dev' }],
    });
  });

  it('in bulk are all or none', async () => {
    const csv = 'node_id,project,environment\nbulk-9,cdn,dev\nbulk-8,ads,dev\nbulk-9,cdn,dev\n';
    const first = await operator.call('POST', '/nodes/tokens/bulk', csv, { 'content-type': 'text/csv' });
    expect([first.status, first.body.errors[0].field]).toEqual([400, 'line 4: node_id']);
    const second = await operator.call('POST', '/nodes/tokens/bulk', csv.split('\n').slice(0, 3).join('\n'), {
      'content-type': 'text/csv',
    });
    expect([second.status, second.body.errors[0].field]).toEqual([400, 'line 3: environment']);
    expect((await operator.call('GET', '/nodes?q=bulk-9')).body.items).toEqual([]);
  });

  it('enrol hosts, within their environments, count and time', async () => {
    const expiresAt = new Date(Date.now() + 60_000).toISOString();
    const made = await operator.call('POST', '/enrolment-tokens', {
      environmentIds: [place.environmentId],
      maxUses: 2,
      expiresAt,
      labels: { pop: 'p1' },
      lifecycle: 'active',
    });
    expect([made.status, made.body.token]).toEqual([201, expect.stringMatching(/^rce_/)]);
    const enrolled = await console.call('POST', '/agent/sync', {
      body: { nodeId: 'enrolled-1' },
      headers: { authorization: `Bearer ${made.body.token}` },
    });
    expect(enrolled.body).toMatchObject({ lifecycle: 'active', token: expect.stringMatching(/^rcn_/) });
    const list = await operator.call('GET', '/enrolment-tokens');
    expect(list.body.items[0]).toMatchObject({ id: made.body.id, uses: 1, maxUses: 2 });
    expect(JSON.stringify(list.body)).not.toContain('rce_');
    const basic = { authorization: `Basic ${Buffer.from(`seed-9:${made.body.token}`).toString('base64')}` };
    expect((await console.call('GET', '/keepalive', { headers: basic })).status).toBe(200);
    expect((await operator.call('DELETE', `/enrolment-tokens/${made.body.id}`)).status).toBe(204);
    expect((await console.call('GET', '/keepalive', { headers: basic })).body.code).toBe(
      'NODE_TOKEN_REVOKED',
    );
    expect(
      (
        await console.call('GET', '/keepalive', {
          headers: { authorization: `Bearer ${enrolled.body.token}` },
        })
      ).status,
    ).toBe(200);
    expect(
      (
        await operator.call('POST', '/enrolment-tokens', {
          environmentIds: [elsewhere.environmentId],
          maxUses: 1,
          expiresAt,
        })
      ).status,
    ).toBe(400);
    expect((await viewer.call('GET', '/enrolment-tokens')).status).toBe(403);
  });
});

describe('news', () => {
  it('of a node reach the database’s listeners', async () => {
    const heard: string[] = [];
    const client = new pg.Client({ connectionString: console.db.url });
    await client.connect();
    client.on('notification', ({ payload }) => heard.push(payload ?? ''));
    await client.query('LISTEN realtime');
    await operator.call('PATCH', '/nodes/edge-1', { name: 'Edge One' });
    await eventually(() =>
      expect(heard.map((text) => JSON.parse(text))).toContainEqual({
        topic: 'node',
        id: 'edge-1',
        projectId: place.projectId,
      }),
    );
    await client.end();
  });
});
