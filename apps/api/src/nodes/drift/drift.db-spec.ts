import { withConsole, type Answer, type Person } from '../../../test/with-console.js';
import { sha, TestFleet, type AVersion, type TestNode } from '../fleet.fixtures.js';
import { PresenceWriter } from '../presence/presence-writer.js';
import { DriftEnforcer } from './drift-enforcer.js';
import { DriftWatch } from './drift-watch.js';

const console = withConsole();
const fleet = new TestFleet(console);
let place: { projectId: string; environmentId: string };
let admin: Person;
let operator: Person;
let viewer: Person;
let proxy: AVersion;

beforeAll(async () => {
  place = await fleet.aPlace('cdn');
  admin = await console.member(place.projectId, 'project_admin');
  operator = await console.member(place.projectId, 'operator');
  viewer = await console.member(place.projectId, 'viewer');
  proxy = await fleet.aVersion(await fleet.aBin(place.projectId, 'proxy'), '1.0.0');
});

const STRANGE = sha('changed by hand');

function running(sha256: string, generation: number): { observed: object[] } {
  return { observed: [{ bin: 'proxy', sha256, source: 'process', healthy: true, generation }] };
}

/** Reached what it should run. */
async function settled(id: string): Promise<TestNode> {
  const node = await fleet.aNode(id, { place, arch: 'amd64' });
  await fleet.want(id, proxy, 0);
  await node.sync(running(proxy.sha256, 1));
  return node;
}

async function drifted(id: string): Promise<TestNode> {
  const node = await settled(id);
  await node.sync(running(STRANGE, 1));
  return node;
}

/** As if a minute had passed since its last word about what runs. */
async function minuteLater(id: string): Promise<void> {
  await fleet.query(
    `UPDATE observed_state SET drifted_since = drifted_since - interval '61 seconds', running_since = running_since - interval '61 seconds'
     WHERE node_id = $1`,
    [id],
  );
  await look();
}

async function look(): Promise<void> {
  await console.app.get(PresenceWriter).flush();
  await console.app.get(DriftWatch).look();
}

async function findingsOf(nodeId: string): Promise<Answer['body'][]> {
  return (await viewer.call('GET', `/drift-findings?nodeId=${nodeId}`)).body.items;
}

async function desiredGeneration(id: string): Promise<number> {
  const [row] = await fleet.query<{ generation: number }>(
    'SELECT generation::int FROM desired_state WHERE node_id = $1',
    [id],
  );
  return row?.generation ?? 0;
}

describe('findings', () => {
  it('are opened after a minute, shown everywhere, and closed a minute after it is right again', async () => {
    const node = await drifted('back');
    await look();
    expect(await findingsOf('back')).toEqual([]);
    await minuteLater('back');
    const [finding] = await findingsOf('back');
    expect(finding).toMatchObject({
      bin: 'proxy',
      environmentId: place.environmentId,
      desiredSha256: proxy.sha256,
      desiredVersion: '1.0.0',
      foundSha256: STRANGE,
      foundVersion: null,
      attempts: 0,
      closedAt: null,
    });
    const shown = (await viewer.call('GET', '/nodes/back')).body.running[0];
    expect(shown.drift).toMatchObject({ findingId: finding.id, attempts: 0 });
    expect((await viewer.call('GET', '/nodes?isDrifted=true')).body.items).toMatchObject([{ id: 'back' }]);
    expect((await viewer.call('GET', '/nodes/summary')).body.drifted).toBe(1);
    const { items } = (await viewer.call('GET', '/drift-findings/summary')).body;
    expect(items).toContainEqual(
      expect.objectContaining({ environmentId: place.environmentId, open: 1, enforcement: 'off' }),
    );
    expect((await viewer.call('GET', '/nodes/back/explain?bin=proxy')).body.kind).toBe('drift');
    await look();
    expect(await findingsOf('back')).toHaveLength(1);

    await node.sync(running(proxy.sha256, 1));
    await look();
    expect(await findingsOf('back')).toMatchObject([{ closedAt: null }]);
    await minuteLater('back');
    expect(await findingsOf('back')).toMatchObject([{ closedHow: 'agrees' }]);
    expect((await viewer.call('GET', '/drift-findings?state=open')).body.total).toBe(0);
    const entries = await fleet.query(
      `SELECT action, actor_kind FROM audit_entries WHERE subject_id = 'back' AND action LIKE '%drift%' ORDER BY id`,
    );
    expect(entries).toEqual([
      { action: 'node.drifted', actor_kind: 'system' },
      { action: 'node.drift_ended', actor_kind: 'system' },
    ]);
  });

  it('are closed when something else is desired, and when the node leaves', async () => {
    await drifted('redecided');
    await drifted('gone');
    await minuteLater('redecided');
    await minuteLater('gone');
    await fleet.want('redecided', proxy, 1);
    await operator.call('POST', '/nodes/gone/lifecycle', { to: 'retired' });
    await look();
    expect(await findingsOf('redecided')).toMatchObject([{ closedHow: 'desired_changed' }]);
    expect(await findingsOf('gone')).toMatchObject([{ closedHow: 'node_left' }]);
  });

  it('are none: an update under way, one that failed, and what was never reached', async () => {
    const failed = await settled('failed');
    const event = { bin: 'proxy', generation: 1, attempt: 2, seq: 1, id: 'e1' };
    await failed.sync({
      ...running(STRANGE, 1),
      events: [{ ...event, phase: 'failed', error: { code: 'UNHEALTHY', message: 'went down' } }],
    });
    const fresh = await fleet.aNode('never-there', { place, arch: 'amd64' });
    await fleet.want('never-there', proxy, 0);
    await fresh.sync(running(STRANGE, 1));
    await minuteLater('failed');
    await minuteLater('never-there');
    expect([...(await findingsOf('failed')), ...(await findingsOf('never-there'))]).toEqual([]);
  });

  it('F28: a node that flaps for ten minutes makes no finding at all, and an open one is neither closed nor doubled', async () => {
    const steady = await drifted('flaps-open');
    await minuteLater('flaps-open');
    const flapping = await settled('flaps');
    for (let turn = 0; turn < 40; turn += 1) {
      const said = running(turn % 2 === 0 ? STRANGE : proxy.sha256, 1);
      await flapping.sync(said);
      await steady.sync(running(turn % 2 === 0 ? proxy.sha256 : STRANGE, 1));
      await fleet.query(
        `UPDATE observed_state SET drifted_since = drifted_since - interval '15 seconds', running_since = running_since - interval '15 seconds'
         WHERE node_id IN ('flaps', 'flaps-open')`,
      );
      await look();
    }
    expect(await findingsOf('flaps')).toEqual([]);
    expect(await findingsOf('flaps-open')).toMatchObject([{ closedAt: null }]);
    const [told] = await fleet.query<{ events: number }>(
      `SELECT count(*)::int AS events FROM node_events WHERE node_id IN ('flaps', 'flaps-open') AND kind LIKE 'node.drift%'`,
    );
    expect(told?.events).toBe(1);
  });

  it('are hidden from people of other projects', async () => {
    const elsewhere = await fleet.aPlace('ads');
    const stranger = await console.member(elsewhere.projectId, 'operator');
    expect((await stranger.call('GET', '/drift-findings')).body.total).toBe(0);
    expect((await stranger.call('GET', `/environments/${place.environmentId}/drift-policy`)).status).toBe(
      404,
    );
  });
});

describe('enforcement', () => {
  async function setPolicy(enforcement: string, maxAtOnce = 1): Promise<void> {
    const path = `/environments/${place.environmentId}/drift-policy`;
    const { status, body } = await admin.call('PUT', path, { enforcement, maxAtOnce });
    expect([status, body]).toEqual([200, { enforcement, maxAtOnce }]);
  }

  beforeAll(async () => {
    await fleet.query(
      `UPDATE drift_findings SET closed_at = now(), closed_how = 'node_left' WHERE closed_at IS NULL`,
    );
    await fleet.query('UPDATE observed_state SET drifted_since = NULL');
  });

  it('is off until somebody who configures the project says so, which is recorded', async () => {
    const path = `/environments/${place.environmentId}/drift-policy`;
    expect((await viewer.call('GET', path)).body).toEqual({ enforcement: 'off', maxAtOnce: 1 });
    expect((await operator.call('PUT', path, { enforcement: 'enforce' })).status).toBe(403);
    expect((await admin.call('PUT', path, { enforcement: 'always' })).status).toBe(400);
    expect((await admin.call('GET', '/environments/nonsense/drift-policy')).status).toBe(404);
    await drifted('left-alone');
    await minuteLater('left-alone');
    expect(await desiredGeneration('left-alone')).toBe(1);
    await setPolicy('enforce');
    const [entry] = await fleet.query(
      `SELECT actor_id, data FROM audit_entries WHERE action = 'environment.drift_policy_changed'`,
    );
    expect(entry).toMatchObject({ actor_id: admin.id, data: { to: { enforcement: 'enforce' } } });
    await fleet.query(
      `UPDATE drift_findings SET closed_at = now(), closed_how = 'node_left' WHERE closed_at IS NULL`,
    );
    await fleet.query('UPDATE observed_state SET drifted_since = NULL');
  });

  it('S05: asks one node at a time for the same once more, and the next only when it is well', async () => {
    await setPolicy('enforce');
    const nodes = [await drifted('put-1'), await drifted('put-2')];
    await minuteLater('put-1');
    await minuteLater('put-2');
    expect([await desiredGeneration('put-1'), await desiredGeneration('put-2')]).toEqual([2, 1]);
    await look();
    expect([await desiredGeneration('put-1'), await desiredGeneration('put-2')]).toEqual([2, 1]);
    expect(await findingsOf('put-1')).toMatchObject([{ attempts: 1, closedAt: null }]);
    const [entry] = await fleet.query(
      `SELECT actor_kind, data ->> 'attempt' AS attempt FROM audit_entries WHERE action = 'node.drift_enforced'`,
    );
    expect(entry).toEqual({ actor_kind: 'system', attempt: '1' });
    expect((await nodes[0]?.sync())?.body.bins).toMatchObject([{ sha256: proxy.sha256, generation: 2 }]);

    await nodes[0]?.sync(running(proxy.sha256, 2));
    await minuteLater('put-1');
    expect(await findingsOf('put-1')).toMatchObject([{ closedHow: 'agrees', attempts: 1 }]);
    expect(await desiredGeneration('put-2')).toBe(2);
    await nodes[1]?.sync(running(proxy.sha256, 2));
    await minuteLater('put-2');
  });

  it('asks three times, further and further apart, and then nobody else either', async () => {
    const stuck = await drifted('stuck');
    await minuteLater('stuck');
    for (const attempt of [1, 2, 3]) {
      expect(await findingsOf('stuck')).toMatchObject([{ attempts: attempt }]);
      await stuck.sync(running(STRANGE, attempt + 1));
      await look();
      expect(await desiredGeneration('stuck')).toBe(attempt + 1);
      await fleet.query(`UPDATE drift_findings SET next_attempt_at = now() WHERE node_id = 'stuck'`);
      await look();
    }
    expect(await desiredGeneration('stuck')).toBe(4);
    const { items } = (await viewer.call('GET', '/drift-findings/summary')).body;
    expect(items).toContainEqual(expect.objectContaining({ open: 1, givenUp: 1 }));
    await drifted('behind-it');
    await minuteLater('behind-it');
    expect(await desiredGeneration('behind-it')).toBe(1);
    await fleet.query(
      `UPDATE drift_findings SET closed_at = now(), closed_how = 'node_left' WHERE closed_at IS NULL`,
    );
    await fleet.query('UPDATE observed_state SET drifted_since = NULL');
  });

  it('is kept from nobody by a thousand older findings on nodes that are away', async () => {
    await setPolicy('enforce');
    await fleet.query(
      "INSERT INTO nodes (id, name) SELECT 'crowd-' || i, 'crowd' FROM generate_series(1, 1001) i",
    );
    await fleet.query(
      `INSERT INTO desired_state (node_id, bin_id, generation, sha256, version_id, action, source, reason)
       SELECT id, $1, 1, $2, $3, 'activate', 'release', 'test' FROM nodes WHERE name = 'crowd'`,
      [proxy.binId, proxy.sha256, proxy.versionId],
    );
    await fleet.query(
      `INSERT INTO drift_findings (node_id, bin_id, environment_id, generation, desired_sha256, since)
       SELECT id, $1, $2, 1, $3, now() FROM nodes WHERE name = 'crowd'`,
      [proxy.binId, place.environmentId, proxy.sha256],
    );
    await drifted('after-them');
    await console.app.get(PresenceWriter).flush();
    await fleet.query(
      `INSERT INTO drift_findings (node_id, bin_id, environment_id, generation, desired_sha256, since) VALUES ('after-them', $1, $2, 1, $3, now())`,
      [proxy.binId, place.environmentId, proxy.sha256],
    );
    await console.app.get(DriftEnforcer).enforce();
    expect(await desiredGeneration('after-them')).toBe(2);
    await fleet.query(
      `UPDATE drift_findings SET closed_at = now(), closed_how = 'node_left' WHERE closed_at IS NULL`,
    );
    await fleet.query('UPDATE observed_state SET drifted_since = NULL');
  });

  it('leaves alone what is held, offline or withdrawn, and everything during an emergency stop', async () => {
    await drifted('held');
    await operator.call('POST', '/nodes/held/holds', { reason: 'looking at it' });
    await drifted('away');
    await setPolicy('enforce', 50);
    await minuteLater('held');
    await fleet.query(
      `UPDATE node_presence SET last_seen_at = now() - interval '1 day' WHERE node_id = 'away'`,
    );
    await minuteLater('away');
    expect([await desiredGeneration('held'), await desiredGeneration('away')]).toEqual([1, 1]);
    await drifted('withdrawn');
    await fleet.query('UPDATE bin_versions SET withdrawn_at = now() WHERE id = $1', [proxy.versionId]);
    await minuteLater('withdrawn');
    expect(await findingsOf('withdrawn')).toMatchObject([{ attempts: 0, closedAt: null }]);
    expect(await desiredGeneration('withdrawn')).toBe(1);
    await fleet.query('UPDATE bin_versions SET withdrawn_at = NULL WHERE id = $1', [proxy.versionId]);
    await fleet.query(
      `INSERT INTO emergency_stops (project_id, reason, stopped_by, stopped_at) VALUES ($1, 'test', $2, now())`,
      [place.projectId, admin.id],
    );
    await look();
    expect(await desiredGeneration('withdrawn')).toBe(1);
    await fleet.query('UPDATE emergency_stops SET lifted_by = stopped_by, lifted_at = now()');
    await look();
    expect(await desiredGeneration('withdrawn')).toBe(2);
    expect([await desiredGeneration('held'), await desiredGeneration('away')]).toEqual([1, 1]);
  });
});
