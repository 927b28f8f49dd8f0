import { letReport } from '../../../test/bench/fleet.js';
import { rowsOf } from '../../../test/bench/meter.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { withReleaseWorld } from '../releases.fixtures.js';
import { ReleaseTargetsRepository } from '../store/release-targets.repository.js';
import { ReleaseEngine } from './release-engine.js';
import { ReleaseStarter } from './release-starter.js';
import { ReleaseTicker } from './release-ticker.js';
import { WorldReadModel } from './world.read-model.js';

const FLEET = 3_000;
const CHANGED = 20;

describe('a look at a release', () => {
  const world = withReleaseWorld(0, { TICK_INTERVAL_MS: '60000' });

  beforeAll(async () => {
    await world.query(
      `INSERT INTO nodes (id, name, arch, labels, lifecycle, protocol)
       SELECT 'n' || n, 'n' || n, 'amd64', jsonb_build_object('isp', 'isp-' || n % 10), 'active', 'agent' FROM generate_series(1, $1::int) n`,
      [FLEET],
    );
    await world.query(
      'INSERT INTO node_memberships (node_id, project_id, environment_id) SELECT id, $1, $2 FROM nodes',
      [world.project.id, world.environment('production')],
    );
    await world.query(
      'INSERT INTO node_presence (node_id, last_seen_at, expected_seconds) SELECT id, now(), 3600 FROM nodes',
      [],
    );
    await world.query(
      `INSERT INTO observed_state (node_id, bin_id, reported_at) SELECT n.id, b.id, now() FROM nodes n, bins b`,
      [],
    );
    await world.query(
      `INSERT INTO desired_state (node_id, bin_id, action, generation, source) SELECT n.id, b.id, 'activate', 1, 'none' FROM nodes n, bins b`,
      [],
    );
    await world.query('ANALYZE', []);
    await world.console.app.get(ReleaseTicker, { strict: false }).beforeApplicationShutdown();
  }, 60_000);

  afterEach(async () => {
    jest.restoreAllMocks();
    const { items } = (await world.manager.call('GET', '/releases?active=true')).body;
    for (const { id } of items) await world.ok(world.manager, id, 'abort');
    // From here on PostgreSQL knows one release, and the next one is none that it has heard of.
    await world.query('ANALYZE', []);
  });

  const CAPS = [
    ['without caps per group', {}],
    ['with caps per group', { maxUnavailablePerGroup: { label: 'isp', max: 10 } }],
  ] as const;

  it.each(CAPS)('I35 reads what changed and not the whole fleet, %s', async (_, caps) => {
    const { app } = world.console;
    // Else those that were just asked would be looked at, too.
    const now = Date.now();
    jest.spyOn(app.get(Clock), 'millis').mockReturnValue(now);
    const engine = app.get(ReleaseEngine);
    const database = app.get(Database);
    const id = await world.deployed('1.0.0', {
      strategy: { type: 'rolling', batch: '100%' },
      maxUnavailable: 100,
      ...caps,
    });
    await engine.tick(id);
    const nodeIds = await letReport((...asked) => world.query(...asked), id, CHANGED, now);
    const heard = await database.transaction((tx) =>
      app.get(ReleaseTargetsRepository, { strict: false }).touch(
        tx,
        nodeIds.map((nodeId) => ({ nodeId, binId: null })),
      ),
    );
    expect(heard).toEqual([id]);
    const rows = await database.enclose((tx) => rowsOf(tx, () => engine.tick(id)));
    expect((await world.detail(id)).progress).toMatchObject({ succeeded: CHANGED });
    expect(rows.written).toBeGreaterThan(CHANGED);
    // One statement that reads a table of the fleet would be enough to be above it.
    expect(rows.read).toBeLessThan(FLEET);
  });

  it('does not plan a due release anew while a freeze holds it', async () => {
    const { app, admin } = world.console;
    const { id } = await world.create('1.0.0', { submit: true });
    await world.ok(world.approver, id, 'approve');
    const times = {
      kind: 'once',
      startsAt: new Date(Date.now() - 3_600_000).toISOString(),
      endsAt: new Date(Date.now() + 3_600_000).toISOString(),
    };
    const path = `/projects/${world.project.id}/freezes`;
    const freeze = (await admin.call('POST', path, { name: 'Fair week', reason: 'sales', times })).body;
    expect((await world.ok(world.manager, id, 'deploy', { whenBlocked: 'wait' })).status).toBe('scheduled');
    const starter = app.get(ReleaseStarter, { strict: false });
    const rows = await app.get(Database).enclose((tx) => rowsOf(tx, () => starter.startDue(id)));
    expect((await world.detail(id)).status).toBe('scheduled');
    expect(rows.read).toBeLessThan(FLEET);
    await admin.call('DELETE', `${path}/${freeze.id}`);
    await starter.startDue(id);
    expect((await world.detail(id)).status).toBe('deploying');
  });

  it('asks once what holds the release, however many of its waves are open', async () => {
    const { app } = world.console;
    const asks = jest.spyOn(app.get(WorldReadModel, { strict: false }), 'outsideOf');
    const id = await world
      .deployed('1.0.0', {
        strategy: {
          type: 'rolling',
          waves: [{ labels: { isp: ['isp-none'] } }, { labels: { isp: ['isp-1'] } }],
        },
      })
      .catch((error: Error) => {
        throw error;
      });
    asks.mockClear();
    await app.get(ReleaseEngine).tick(id);
    expect(asks).toHaveBeenCalledTimes(1);
  });

  it('is asked for by a list all at once', async () => {
    const { app } = world.console;
    const one = await world.deployed('1.0.0', { selector: { nodeIds: ['n1'] } });
    const other = await world.deployed('2.0.0', { selector: { nodeIds: ['n2'] } });
    const asks = jest.spyOn(app.get(WorldReadModel, { strict: false }), 'outsideOf');
    asks.mockClear();
    const { items } = (await world.manager.call('GET', '/releases?active=true')).body;
    expect(items.map(({ id }: { id: string }) => id)).toEqual([other, one]);
    expect(asks).toHaveBeenCalledTimes(1);
  });
});
