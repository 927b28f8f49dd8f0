import { BOUNDS, windowAgo } from '../measuring.fixtures.js';
import { digestOf, withReleaseWorld } from '../../releases/releases.fixtures.js';
import { Realtime } from '../../realtime/index.js';
import { AlertsRepository } from './firing/alerts.repository.js';
import { AlertStage } from './alerts.fixtures.js';

describe('alerts', () => {
  const world = withReleaseWorld(4);
  const stage = new AlertStage(world);
  const nodeIds = ['node-0', 'node-1', 'node-2', 'node-3'];

  beforeAll(() => stage.standStill());
  afterEach(() => stage.dropRules());

  it('of nodes fire when enough are offline for long enough, and resolve when they are back for a minute', async () => {
    const rule = await stage.rule({ kind: 'nodes', state: 'offline', atLeast: '50%', forSeconds: 60 });
    stage.base += 1_000;
    await stage.heard(nodeIds, 0);
    await stage.heard(['node-0', 'node-1', 'node-2'], 100);
    // They call every ten seconds: offline after a hundred. One in four is not half.
    await stage.lookUntil(0, 180);
    expect(await stage.alertOf(rule)).toBeUndefined();
    await stage.look(210);
    expect(await stage.alertOf(rule)).toMatchObject({ state: 'pending', value: 4, total: 4 });
    await stage.look(250);
    expect(await stage.news(rule)).toEqual([]);
    await stage.look(270);
    const firing = await stage.alertOf(rule);
    expect(firing).toMatchObject({
      state: 'firing',
      since: new Date((stage.base + 210) * 1_000).toISOString(),
      text: { en: expect.stringMatching(/^4 of 4 nodes offline, at least 50%, for/) },
    });
    expect(await stage.news(rule)).toEqual(['fired']);

    await stage.heard(nodeIds, 280);
    await stage.look(290);
    expect(await stage.alertOf(rule)).toMatchObject({ state: 'firing', value: 4, lastValue: 0 });
    await stage.look(330);
    expect(await stage.news(rule)).toEqual(['fired']);
    await stage.look(350);
    expect(await stage.alertOf(rule)).toMatchObject({
      id: firing.id,
      state: 'resolved',
      ending: 'recovered',
      value: 4,
    });
    expect(await stage.news(rule)).toEqual(['fired', 'resolved']);
  });

  it('of nodes blame nobody for the time in which the console slept', async () => {
    const rule = await stage.rule({ kind: 'nodes', state: 'offline', atLeast: 1 });
    stage.base += 10_000;
    await stage.heard(nodeIds, -5_000);
    await stage.lookUntil(0, 80);
    expect(await stage.alertOf(rule)).toBeUndefined();
    await stage.lookUntil(100, 120);
    expect(await stage.alertOf(rule)).toMatchObject({ state: 'firing', value: 4, isStale: false });
    // It sleeps again: what fired goes on, until nodes had the time to call.
    await stage.lookUntil(1_000, 1_080);
    expect(await stage.alertOf(rule)).toMatchObject({ state: 'firing', isStale: true });
    await stage.look(1_120);
    expect(await stage.alertOf(rule)).toMatchObject({ state: 'firing', isStale: false });
    expect(await stage.news(rule)).toEqual(['fired']);
  });

  it.each([
    [
      'quarantined',
      'UPDATE nodes SET quarantined_at = now() WHERE id = $1',
      'UPDATE nodes SET quarantined_at = NULL WHERE id = $1',
    ],
    [
      'unhealthy',
      `INSERT INTO observed_state (node_id, bin_id, healthy) SELECT $1, id, false FROM bins WHERE name = 'edge-proxy'`,
      'DELETE FROM observed_state WHERE node_id = $1',
    ],
    [
      'drifted',
      `INSERT INTO drift_findings (node_id, bin_id, environment_id, generation, desired_sha256, since)
       SELECT $1, b.id, m.environment_id, 1, 'x', now() FROM bins b, node_memberships m WHERE b.name = 'edge-proxy' AND m.node_id = $1`,
      'DELETE FROM drift_findings WHERE node_id = $1',
    ],
  ])('of nodes know which are %s', async (state, begin, end) => {
    stage.base += 10_000;
    const rule = await stage.rule({ kind: 'nodes', state, atLeast: 1 });
    const maintained = 'UPDATE nodes SET lifecycle = $2 WHERE id = $1';
    await stage.look(0);
    expect(await stage.alertOf(rule)).toBeUndefined();
    await world.query(begin, ['node-1']);
    await world.query(maintained, ['node-1', 'maintenance']);
    await stage.look(20);
    expect(await stage.alertOf(rule)).toBeUndefined();
    await world.query(maintained, ['node-1', 'active']);
    await stage.look(40);
    expect(await stage.alertOf(rule)).toMatchObject({ state: 'firing', value: 1, total: 4 });
    await world.query(end, ['node-1']);
    await stage.lookUntil(60, 120);
    expect(await stage.alertOf(rule)).toMatchObject({ state: 'resolved' });
  });

  it('of releases fire per release, and go with its status', async () => {
    const rule = await stage.rule(
      { kind: 'release', states: ['paused'], forSeconds: 60 },
      { environmentId: null },
    );
    const id = await world.deployed('1.0.0');
    await world.until(id, ({ status }) => status === 'paused');
    stage.base = Math.floor(Date.now() / 1_000) + 1;
    await stage.look(0);
    expect(await stage.alertOf(rule)).toMatchObject({
      state: 'pending',
      release: { id, number: 1 },
      firedAt: null,
    });
    await stage.look(60);
    expect(await stage.alertOf(rule)).toMatchObject({
      state: 'firing',
      text: { en: expect.stringMatching(/^Release #1 paused for \d+ s$/) },
    });
    expect(await stage.news(rule)).toEqual(['fired']);
    await world.ok(world.manager, id, 'abort');
    await stage.look(80);
    expect(await stage.alertOf(rule)).toMatchObject({ state: 'resolved', ending: 'recovered' });
    expect(await stage.news(rule)).toEqual(['fired', 'resolved']);
  });

  it('of releases that are over resolve by themselves after an hour', async () => {
    const rule = await stage.rule({ kind: 'release', states: ['stopped'] });
    stage.base = Math.floor(Date.now() / 1_000) + 200;
    await stage.look(0);
    expect(await stage.alertOf(rule)).toMatchObject({
      state: 'firing',
      text: { en: expect.stringMatching(/^Release #1 stopped .* ago$/) },
    });
    await stage.look(3_000);
    expect(await stage.alertOf(rule)).toMatchObject({ state: 'firing' });
    await stage.look(3_700);
    expect(await stage.alertOf(rule)).toMatchObject({
      state: 'resolved',
      ending: 'time_over',
      text: { en: 'Release #1 stopped' },
    });
  });

  describe('of figures', () => {
    const ERRORS = {
      kind: 'metric',
      figure: 'errorRate',
      comparison: 'above',
      threshold: 0.05,
      windowSeconds: 60,
    };

    async function tells(from: number, to: number, errors: number): Promise<void> {
      const measured = [];
      for (let at = stage.base + from; at < stage.base + to; at += 10)
        measured.push({ at, bins: [said(errors)] });
      for (let first = 0; first < measured.length; first += 60)
        expect((await world.nodes[0]?.send({ measured: measured.slice(first, first + 60) }))?.status).toBe(
          200,
        );
    }

    function said(errors: number): object {
      const requests = { count: 100, errors, explicit: [{ bounds: BOUNDS, counts: [50, 0, 50, 0] }] };
      return { bin: world.bin, sha256: digestOf('1.0.0'), requests, program: { cpus: 2, memoryBytes: 4e9 } };
    }

    beforeAll(async () => {
      stage.base = windowAgo(60);
      await tells(-400, -20, 20);
      await tells(-20, 300, 0);
    });

    it('fire on what all nodes told, and resolve after a calm minute', async () => {
      const rule = await stage.rule(ERRORS, { bin: world.bin });
      await stage.look(0);
      expect(await stage.alertOf(rule)).toMatchObject({
        state: 'firing',
        bin: world.bin,
        value: 0.2,
        text: { en: expect.stringMatching(/^Errors of edge-proxy 20%, above 5%, for/) },
      });
      await stage.look(140);
      expect(await stage.alertOf(rule)).toMatchObject({
        state: 'firing',
        value: 0.2,
        lastValue: 0,
        isStale: false,
      });
      await stage.look(180);
      expect(await stage.alertOf(rule)).toMatchObject({ state: 'firing' });
      await stage.look(200);
      expect(await stage.alertOf(rule)).toMatchObject({ state: 'resolved', ending: 'recovered' });
      expect(await stage.news(rule)).toEqual(['fired', 'resolved']);
    });

    it.each([
      ['errors over ten minutes, from rows per minute', { ...ERRORS, windowSeconds: 600, threshold: 0.1 }],
      ['few requests', { ...ERRORS, figure: 'requestRate', comparison: 'below', threshold: 10.5 }],
      ['slow requests', { ...ERRORS, figure: 'latencyP95', threshold: 100 }],
      ['memory', { ...ERRORS, figure: 'memoryBytes', threshold: 3e9 }],
      ['processors', { ...ERRORS, figure: 'cpus', threshold: 1.5 }],
    ])('know %s', async (_, condition) => {
      const own = new AlertStage(world);
      own.base = stage.base - 10;
      const rule = await own.rule(condition, { environmentId: null });
      await world.query('DELETE FROM alert_looks', []);
      await own.look(0);
      expect(await own.alertOf(rule)).toMatchObject({ state: 'firing' });
    });

    it('neither fire nor resolve while nobody knows, and say so', async () => {
      const rule = await stage.rule({ ...ERRORS, threshold: 0 });
      const many = await stage.rule({ ...ERRORS, threshold: 0, minRequests: 100_000 });
      await world.query('DELETE FROM alert_looks', []);
      await stage.look(0);
      expect(await stage.alertOf(rule)).toMatchObject({ state: 'firing', isStale: false });
      expect(await stage.alertOf(many)).toBeUndefined();
      await stage.look(500);
      expect(await stage.alertOf(rule)).toMatchObject({
        state: 'firing',
        isStale: true,
        staleSince: new Date((stage.base + 500) * 1_000).toISOString(),
      });
      await stage.look(500 + 86_399);
      expect(await stage.alertOf(rule)).toMatchObject({ state: 'firing', isStale: true });
      await stage.look(500 + 86_409);
      expect(await stage.alertOf(rule)).toMatchObject({ state: 'resolved', ending: 'no_data' });
    });

    it('are shown before a rule is made', async () => {
      const preview = async (condition: object, more: object = {}): Promise<unknown> =>
        (await world.console.admin.call('POST', '/alert-rules/preview', stage.ruleBody(condition, more)))
          .body;
      const long = { ...ERRORS, windowSeconds: 1_200, forSeconds: 0 };
      expect(await preview(long)).toMatchObject({
        places: 1,
        holding: 1,
        firing: 1,
        unknown: 0,
        items: [{ bin: world.bin, holds: true, wouldFire: true, requests: 7_000 }],
      });
      expect(await preview({ ...long, forSeconds: 60 })).toMatchObject({ holding: 1, firing: 0 });
      expect(await preview({ ...long, minRequests: 7_001 })).toMatchObject({
        holding: 0,
        unknown: 1,
        items: [{ value: null, holds: null, text: { en: 'Errors unknown: 7000 requests, 7001 are needed' } }],
      });
      const [{ count }] = (await world.query('SELECT count(*)::int AS count FROM alert_rules', [])) as [
        { count: number },
      ];
      expect(count).toBe(0);
    });
  });

  it('are looked at though people keep changing rules', async () => {
    stage.base = Math.floor(Date.now() / 1_000) + 200_000;
    const writer = world.console.db.source.createQueryRunner();
    await writer.startTransaction();
    await world.console.app.get(AlertsRepository).lock(writer.manager);
    const looking = stage.look(0);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await writer.commitTransaction();
    await writer.release();
    expect(await looking).toBe(true);
  });

  it('go on after a restart, and are one however many processes look', async () => {
    const rule = await stage.rule({ kind: 'nodes', state: 'silent', atLeast: 4, forSeconds: 30 });
    stage.base = Math.floor(Date.now() / 1_000) + 100_000;
    await stage.heard(nodeIds, -20);
    const other = await world.console.another();
    await stage.standStill(other);
    await stage.lookUntil(0, 40);
    expect(await stage.alertOf(rule)).toMatchObject({ state: 'pending' });
    const pending = await stage.alertOf(rule);
    expect(await Promise.all([stage.look(60), stage.look(60, other)])).toEqual(
      expect.arrayContaining([true, false]),
    );
    // The other one has just done it.
    expect(await stage.look(65, other)).toBe(false);
    expect(await stage.look(90, other)).toBe(true);
    await other.close();
    expect(await stage.alertOf(rule)).toMatchObject({
      id: pending.id,
      state: 'firing',
      since: pending.since,
    });
    expect(await stage.news(rule)).toEqual(['fired']);
    const told = jest.spyOn(world.console.app.get(Realtime), 'publish');
    await stage.look(110);
    expect(await stage.news(rule)).toEqual(['fired']);
    // Pages hear of news, not of each look.
    expect(told).not.toHaveBeenCalled();
    await stage.heard(nodeIds, 120);
    await stage.look(130);
    const { id: projectId } = world.project;
    expect(told.mock.calls.map(([, event]) => event)).toEqual([{ topic: 'alert', id: projectId, projectId }]);
    told.mockRestore();
  });
});
