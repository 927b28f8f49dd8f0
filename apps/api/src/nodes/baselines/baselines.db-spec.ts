import { withConsole, type Answer, type Person } from '../../../test/with-console.js';
import { TestFleet, type AVersion } from '../fleet.fixtures.js';
import { JoinersReadModel } from '../index.js';

const console = withConsole();
const fleet = new TestFleet(console);
let place: { projectId: string; environmentId: string };
let strict: { projectId: string; environmentId: string };
let operator: Person;
let viewer: Person;
let binId: string;
let v1: AVersion;
let v2: AVersion;

beforeAll(async () => {
  place = await fleet.aPlace('cdn');
  operator = await console.member(place.projectId, 'operator');
  viewer = await console.member(place.projectId, 'viewer');
  binId = await fleet.aBin(place.projectId, 'proxy');
  v1 = await fleet.aVersion(binId, '1.0.0');
  v2 = await fleet.aVersion(binId, '2.0.0');
  const project = (await console.admin.call('GET', `/projects/${place.projectId}`)).body;
  const production = project.environments.find(({ isProduction }: { isProduction: boolean }) => isProduction);
  strict = { projectId: place.projectId, environmentId: production.id };
  await console.admin.call('PUT', `/projects/${place.projectId}/environments/${production.id}`, {
    requiredApprovals: 1,
  });
});

function set(environmentId: string, body: object, query = ''): Promise<Answer> {
  return operator.call('PUT', `/environments/${environmentId}/baselines/proxy${query}`, body);
}

async function desiredOf(nodeId: string): Promise<string | null> {
  const [row] = await fleet.query<{ versionId: string }>(
    'SELECT version_id AS "versionId" FROM desired_state WHERE node_id = $1',
    [nodeId],
  );
  return row?.versionId ?? null;
}

async function join(nodeId: string, to: typeof place): Promise<void> {
  await fleet.aNode(nodeId, { arch: 'amd64' });
  const path = `/nodes/${nodeId}/memberships/${to.projectId}`;
  const { status } = await operator.call('PUT', path, { environmentId: to.environmentId });
  expect(status).toBe(200);
}

describe('baselines by hand', () => {
  it('are for who joins from now on; the dry run names who is there and changes nothing', async () => {
    await fleet.aNode('was-there', { place, arch: 'amd64' });
    const tried = await set(place.environmentId, { version: '1.0.0' }, '?dryRun=true');
    expect(tried.body).toEqual({
      bin: 'proxy',
      version: '1.0.0',
      before: null,
      isDryRun: true,
      includesExisting: false,
      existing: [{ id: 'was-there', name: 'was-there' }],
      existingTotal: 1,
    });
    expect((await viewer.call('GET', `/environments/${place.environmentId}/baselines`)).body.items).toEqual(
      [],
    );
    expect((await set(place.environmentId, { version: '1.0.0', reason: 'new racks' })).status).toBe(200);
    await join('joins', place);
    expect([await desiredOf('joins'), await desiredOf('was-there')]).toEqual([v1.versionId, null]);
    const { items } = (await viewer.call('GET', `/environments/${place.environmentId}/baselines`)).body;
    expect(items).toMatchObject([
      { bin: 'proxy', version: '1.0.0', isWithdrawn: false, releaseNumber: null, nodesWithout: 1 },
    ]);
    expect(items[0].setBy).toMatch(/^Person/);
    const [entry] = await fleet.query(
      `SELECT actor_id, reason, data FROM audit_entries WHERE action = 'environment.baseline_set'`,
    );
    expect(entry).toEqual({
      actor_id: operator.id,
      reason: 'new racks',
      data: { bin: 'proxy', from: null, to: '1.0.0', nodesGiven: 0 },
    });
  });

  it('changes nothing on nodes that were given one before', async () => {
    await set(place.environmentId, { version: '2.0.0' });
    await join('joins-later', place);
    expect([await desiredOf('joins'), await desiredOf('joins-later')]).toEqual([v1.versionId, v2.versionId]);
  });

  it('gives it to who is there when asked for, but to few at once', async () => {
    const given = await set(place.environmentId, { version: '2.0.0', includeExisting: true });
    expect(given.body).toMatchObject({ existingTotal: 1, includesExisting: true });
    expect(await desiredOf('was-there')).toBe(v2.versionId);
    for (let index = 0; index < 11; index += 1)
      await fleet.aNode(`crowd-${String(index)}`, { place, arch: 'amd64' });
    const refused = await set(place.environmentId, { version: '2.0.0', includeExisting: true });
    expect(refused.body).toMatchObject({ status: 409, code: 'BASELINE_TOO_MANY_NODES', nodes: 11 });
    expect(await desiredOf('crowd-0')).toBeNull();
  });

  it('S05: are no way round approvals', async () => {
    await fleet.aNode('prod-was-there', { place: strict, arch: 'amd64' });
    const early = await set(strict.environmentId, { version: '1.0.0' });
    expect(early.body).toMatchObject({ status: 409, code: 'BASELINE_NOT_RELEASED_HERE' });
    await fleet.query(
      `INSERT INTO releases (project_id, environment_id, kind, title, notes, draft, status, revision, plan_hash, rollout, bin_names,
         versions, from_versions, maker_ids, author_id, created_at)
       VALUES ($1, $2, 'forward', 't', '', '{}', 'completed', 1, 'h', '{}', '{proxy}', '{1.0.0}', '[]', '{}', $3, now())`,
      [strict.projectId, strict.environmentId, operator.id],
    );
    const all = await set(strict.environmentId, { version: '1.0.0', includeExisting: true });
    expect(all.body).toMatchObject({ status: 409, code: 'BASELINE_NEEDS_RELEASE' });
    expect((await set(strict.environmentId, { version: '2.0.0' })).body.code).toBe(
      'BASELINE_NOT_RELEASED_HERE',
    );
    expect((await set(strict.environmentId, { version: '1.0.0' })).status).toBe(200);
    expect(await desiredOf('prod-was-there')).toBeNull();
  });

  it('a withdrawn version is refused, and given to nobody who joins after it was withdrawn', async () => {
    await fleet.query('UPDATE bin_versions SET withdrawn_at = now() WHERE id = $1', [v2.versionId]);
    await join('too-late', place);
    expect(await desiredOf('too-late')).toBeNull();
    expect((await set(place.environmentId, { version: '2.0.0' })).body.code).toBe('VERSION_WITHDRAWN');
    expect((await set(place.environmentId, { version: '9.9.9' })).body.errors[0].code).toBe(
      'unknown_version',
    );
  });

  it('are removed, and then who joins gets nothing', async () => {
    const path = `/environments/${place.environmentId}/baselines/proxy`;
    expect((await viewer.call('DELETE', path)).status).toBe(403);
    expect((await operator.call('DELETE', path)).status).toBe(204);
    expect((await operator.call('DELETE', path)).status).toBe(404);
    await join('gets-nothing', place);
    expect(await desiredOf('gets-nothing')).toBeNull();
  });
});

describe('joiners of a release', () => {
  it('are the nodes that it would be about and does not name', async () => {
    const [row] = await fleet.query<{ id: string }>('SELECT id FROM releases LIMIT 1');
    const release = {
      id: row?.id ?? '',
      environmentId: strict.environmentId,
      selector: { labels: { region: ['north'] } },
    };
    for (const id of ['target', 'joiner', 'elsewhere', 'resting'])
      await fleet.aNode(id, { place: strict, lifecycle: id === 'resting' ? 'maintenance' : 'active' });
    await fleet.query(
      `UPDATE nodes SET labels = '{"region": "north"}' WHERE id IN ('target', 'joiner', 'resting')`,
    );
    // Only what any target has counts here, so the row is made from whatever columns there are.
    const target = {
      release_id: release.id,
      node_id: 'target',
      bin_id: binId,
      wave: 0,
      rank: 0,
      label_group: '',
      digest: 'd',
      status: 'pending',
      is_down: false,
      is_forgiven: false,
      generation: 0,
      since: 0,
      is_claim: false,
      is_touched: false,
      is_changed: false,
    };
    await fleet.query(
      'INSERT INTO release_targets SELECT (jsonb_populate_record(NULL::release_targets, $1)).*',
      [JSON.stringify(target)],
    );
    const joiners = await console.db.database.transaction((tx) =>
      console.app.get(JoinersReadModel).of(tx, release),
    );
    expect(joiners.map(({ id }) => id)).toEqual(['joiner']);
  });
});
