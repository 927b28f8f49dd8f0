import { eventually, withConsole, type Person } from '../../../test/with-console.js';
import { TestFleet, type AVersion, type TestNode } from '../fleet.fixtures.js';
import { ReportListeners } from '../index.js';
import { HoldsWatch } from './holds-watch.js';

const console = withConsole();
const fleet = new TestFleet(console);
const cameBack: string[] = [];
let place: { projectId: string; environmentId: string };
let operator: Person;
let viewer: Person;
let proxy: AVersion;
let proxy2: AVersion;
let cache: AVersion;

beforeAll(async () => {
  place = await fleet.aPlace('cdn');
  operator = await console.member(place.projectId, 'operator');
  viewer = await console.member(place.projectId, 'viewer');
  const binId = await fleet.aBin(place.projectId, 'proxy');
  proxy = await fleet.aVersion(binId, '1.0.0');
  proxy2 = await fleet.aVersion(binId, '2.0.0');
  cache = await fleet.aVersion(await fleet.aBin(place.projectId, 'cache'), '1.0.0');
  console.app.get(ReportListeners).register((_, news) => {
    cameBack.push(...news.cameBack);
    return Promise.resolve();
  });
});

async function hold(node: string, body: object): Promise<string> {
  const answer = await operator.call('POST', `/nodes/${node}/holds`, { reason: 'an incident', ...body });
  expect(answer.status).toBe(201);
  return answer.body.id;
}

async function told(node: TestNode): Promise<Record<string, number>> {
  const { bins } = (await node.sync()).body;
  return Object.fromEntries(
    bins.map(({ bin, generation }: { bin: string; generation: number }) => [bin, generation]),
  );
}

describe('holding and lifting', () => {
  it('is shown with reason, end and author, in the list, and told in audit and history', async () => {
    await fleet.aNode('shown', { place });
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const made = await operator.call('POST', '/nodes/shown/holds', { reason: ' looking at it ', until });
    expect(made.body).toMatchObject({ bin: null, reason: 'looking at it', until, endedAt: null });
    const [pin] = (await operator.call('GET', '/nodes/shown')).body.holds;
    expect(pin).toMatchObject({ id: made.body.id, reason: 'looking at it', until, by: made.body.by });
    const listed = (await viewer.call('GET', '/nodes?isHeld=true')).body;
    expect([listed.total, listed.items[0].id]).toEqual([1, 'shown']);
    expect((await viewer.call('GET', '/nodes/summary')).body.held).toBe(1);
    const [entry] = await fleet.query(
      `SELECT action, actor_id, reason, data ->> 'until' AS until FROM audit_entries WHERE subject_id = 'shown'`,
    );
    expect(entry).toEqual({ action: 'node.held', actor_id: operator.id, reason: 'looking at it', until });
    const [event] = (await viewer.call('GET', '/nodes/shown/events')).body.items;
    expect(event.text.en).toMatch(/^Held by .* \(looking at it\), until 20.* UTC\.$/);
    expect((await operator.call('DELETE', `/nodes/shown/holds/${made.body.id}`)).status).toBe(204);
    expect((await operator.call('GET', '/nodes/shown')).body.holds).toEqual([]);
    expect((await operator.call('DELETE', `/nodes/shown/holds/${made.body.id}`)).body.code).toBe(
      'HOLD_ENDED',
    );
    expect((await viewer.call('GET', '/nodes/shown/holds')).body.items).toMatchObject([
      { reason: 'looking at it', endedHow: 'lifted' },
    ]);
    expect((await viewer.call('GET', '/nodes/shown/holds?active=true')).body.items).toEqual([]);
    expect(cameBack).toContain('shown');
  });

  it('holding again changes reason and end, and since when stays', async () => {
    await fleet.aNode('again', { place });
    const id = await hold('again', {});
    expect(await hold('again', { reason: 'longer' })).toBe(id);
    const { items } = (await operator.call('GET', '/nodes/again/holds')).body;
    expect(items).toMatchObject([{ id, reason: 'longer', until: null }]);
  });

  it.each([
    [{}, 'reason'],
    [{ reason: ' ' }, 'reason'],
    [{ reason: 'x', until: 'soon' }, 'until'],
    [{ reason: 'x', until: '2001-01-01T00:00:00Z' }, 'until'],
    [{ reason: 'x', bin: 'no-such-bin' }, 'bin'],
    [{ reason: 'x', forever: true }, 'forever'],
  ])('refuses %j', async (body, field) => {
    await fleet.query(`INSERT INTO nodes (id, name) VALUES ('faults', 'faults') ON CONFLICT DO NOTHING`);
    const answer = await operator.call('POST', '/nodes/shown/holds', body);
    expect([answer.status, answer.body.errors[0].field]).toEqual([400, field]);
  });

  it('is for those who operate nodes, and only of what they may operate', async () => {
    expect((await viewer.call('POST', '/nodes/shown/holds', { reason: 'x' })).status).toBe(403);
    const elsewhere = await fleet.aPlace('ads');
    await fleet.aBin(elsewhere.projectId, 'ad-server');
    await fleet.query(
      'INSERT INTO node_memberships (node_id, project_id, environment_id) VALUES ($1, $2, $3)',
      ['again', elsewhere.projectId, elsewhere.environmentId],
    );
    const foreign = await operator.call('POST', '/nodes/again/holds', { reason: 'x', bin: 'ad-server' });
    expect(foreign.status).toBe(404);
    const theirs = await console.admin.call('POST', '/nodes/again/holds', { reason: 'x', bin: 'ad-server' });
    const { items } = (await operator.call('GET', '/nodes/again/holds')).body;
    expect(items.map(({ bin }: { bin: string | null }) => bin)).toEqual([null]);
    expect((await operator.call('DELETE', `/nodes/again/holds/${theirs.body.id}`)).status).toBe(404);
  });
});

describe('hold beats release beats baseline', () => {
  it('what is decided during a hold is told when it ends; what was decided before is told all the same', async () => {
    const node = await fleet.aNode('told', { place, arch: 'amd64' });
    await fleet.want('told', proxy, 0);
    await fleet.want('told', cache, 0);
    expect(await told(node)).toEqual({ proxy: 1, cache: 1 });
    const id = await hold('told', { bin: 'proxy' });
    expect(await told(node)).toEqual({ proxy: 1, cache: 1 });
    await fleet.want('told', proxy2, 1);
    await fleet.want('told', cache, 1);
    expect(await told(node)).toEqual({ cache: 2 });
    await operator.call('DELETE', `/nodes/told/holds/${id}`);
    expect(await told(node)).toEqual({ proxy: 2, cache: 2 });
  });

  it('what is written during a hold is withheld, though the look that decided it began before', async () => {
    const node = await fleet.aNode('meanwhile', { place, arch: 'amd64' });
    await fleet.want('meanwhile', cache, 0);
    await console.db.database.enclose(async () => {
      await console.db.source.query(
        `INSERT INTO node_holds (node_id, reason, created_by_name) VALUES ('meanwhile', 'an incident', 'somebody')`,
      );
      await fleet.want('meanwhile', proxy, 0);
    });
    expect(await told(node)).toEqual({ cache: 1 });
  });

  it('a waiting node is told nothing by a release, and everything as soon as its hold ends by itself', async () => {
    const node = await fleet.aNode('waits', { place, arch: 'amd64' });
    await hold('waits', { until: new Date(Date.now() + 60_000).toISOString() });
    await fleet.want('waits', proxy, 0);
    const { stateVersion, bins } = (await node.sync()).body;
    expect(bins).toEqual([]);
    await fleet.query(`UPDATE node_holds SET until = now() WHERE node_id = 'waits'`);
    const waiting = await node.sync({ stateVersion, wait: 20 });
    expect(waiting.body.bins).toMatchObject([{ bin: 'proxy', generation: 1 }]);
    const [past] = (await viewer.call('GET', '/nodes/waits/holds')).body.items;
    expect(past).toMatchObject({ endedHow: 'passed', endedBy: null });
    const entries = await fleet.query(
      `SELECT actor_kind FROM audit_entries WHERE subject_id = 'waits' AND action = 'node.hold_ended'`,
    );
    expect(entries).toEqual([{ actor_kind: 'system' }]);
    expect(cameBack).toContain('waits');
  });

  it('ends each passed hold once, however many processes look', async () => {
    for (const id of ['once-1', 'once-2', 'once-3']) {
      await fleet.aNode(id, { place });
      await hold(id, { until: new Date(Date.now() + 60_000).toISOString() });
    }
    const other = await console.another();
    await fleet.query(`UPDATE node_holds SET until = now() WHERE node_id LIKE 'once-%'`);
    const watches = [console.app, other].map((app) => app.get(HoldsWatch));
    await eventually(async () => {
      await Promise.all(watches.map((watch) => watch.look()));
      const [row] = await fleet.query<{ open: number }>(
        `SELECT count(*)::int AS open FROM node_holds WHERE node_id LIKE 'once-%' AND ended_at IS NULL`,
      );
      expect(row?.open).toBe(0);
    });
    await other.close();
    const entries = await fleet.query(
      `SELECT subject_id FROM audit_entries WHERE action = 'node.hold_ended' AND subject_id LIKE 'once-%'`,
    );
    expect(entries).toHaveLength(3);
  });

  it('a seed agent goes on hearing of what it runs', async () => {
    const node = await fleet.aNode('seed', { place, arch: 'amd64' });
    await fleet.want('seed', proxy, 0);
    await node.call('POST', '/bins/proxy', { sha256sum: proxy.sha256 });
    await hold('seed', {});
    await fleet.want('seed', proxy2, 1);
    await eventually(async () => {
      expect((await node.call('GET', '/bins/proxy')).body.sha256sum).toBe(proxy.sha256);
    });
  });

  it('a hold on the host and one by people stand side by side, and a local one whose time passed is none', async () => {
    const node = await fleet.aNode('both', { place });
    await node.sync({ held: { reason: 'by hand', until: null } });
    await hold('both', {});
    const shown = (await operator.call('GET', '/nodes/both')).body;
    expect([shown.heldLocally.reason, shown.holds[0].reason]).toEqual(['by hand', 'an incident']);
    const explained = await viewer.call('GET', '/nodes/both/explain?bin=proxy');
    expect(explained.body).toMatchObject({ kind: 'held' });
    expect(explained.body.text.en).toContain('(an incident)');
    await node.sync({ held: { reason: 'by hand', until: new Date(Date.now() - 1_000).toISOString() } });
    expect((await operator.call('GET', '/nodes/both')).body.heldLocally).toBeNull();
  });
});
