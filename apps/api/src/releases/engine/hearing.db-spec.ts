import pg from 'pg';
import { eventually, withConsole } from '../../../test/with-console.js';
import { Clock } from '../../platform/clock/index.js';
import { ReleaseWorld } from '../releases.fixtures.js';

const DARK_SECONDS = 5;
const LIMITS = {
  strategy: { type: 'rolling', batch: '100%' },
  ...{ darkAfterSeconds: DARK_SECONDS, nodeDeadlineSeconds: 20, failureThreshold: 0 },
};
const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

describe('a console that could not hear', () => {
  const console = withConsole({ TICK_INTERVAL_MS: '100', SYNC_INTERVAL_SECONDS: '1' });
  const world = new ReleaseWorld(console);
  beforeAll(() => world.setUp(3), 60_000);
  afterEach(() => jest.restoreAllMocks());

  /** One node has succeeded, and two were asked and have not said anything yet. */
  async function underWay(version: string): Promise<string> {
    const id = await world.deployed(version, LIMITS);
    await eventually(async () => expect((await world.detail(id)).progress.assigned).toBe(3));
    await eventually(async () => {
      await world.nodes[0]?.sync();
      expect((await world.detail(id)).progress.succeeded).toBe(1);
    });
    return id;
  }

  /** Nobody waited for it in vain: all that the release lives by was an hour earlier. */
  async function letAnHourPass(id: string): Promise<void> {
    const hour = 3_600_000;
    await world.query(
      `UPDATE release_targets SET assigned_at = assigned_at - ${hour}, since = since - ${hour}, due_at = due_at - ${hour},
         ready_since = ready_since - ${hour} WHERE release_id = $1`,
      [id],
    );
    await world.query(`UPDATE node_presence SET last_seen_at = last_seen_at - interval '1 hour'`, []);
  }

  async function expectNobodyMissed(id: string): Promise<void> {
    await pause(2_000);
    const { status, progress } = await world.detail(id);
    expect({ status, progress }).toMatchObject({
      status: 'deploying',
      progress: { succeeded: 1, assigned: 2, dark: 0 },
    });
  }

  async function expectToComplete(id: string, version: string): Promise<void> {
    await world.until(id, ({ status }) => status === 'completed');
    world.markGood(version);
  }

  it('I24 goes on with a release where it was, after it was off for longer than anybody may be silent', async () => {
    const id = await underWay('1.0.0');
    await console.app.close();
    await letAnHourPass(id);
    await console.start();
    await expectNobodyMissed(id);
    await expectToComplete(id, '1.0.0');
  }, 60_000);

  it('I24 misses those that are silent when it has listened for as long as they may be', async () => {
    const id = await underWay('2.0.0');
    await console.app.close();
    await letAnHourPass(id);
    const startedAt = Date.now();
    await console.start();
    await expectNobodyMissed(id);
    await eventually(async () => {
      await world.nodes[0]?.sync();
      expect(['rolling_back', 'rolled_back_with_exceptions']).toContain((await world.detail(id)).status);
    }, 20_000);
    expect(Date.now() - startedAt).toBeGreaterThan(DARK_SECONDS * 1_000);
    await world.ok(world.manager, id, 'abort');
  }, 60_000);

  it('F06 misses nobody for the time in which its database let nobody in', async () => {
    const id = await underWay('3.0.0');
    const { href, name } = maintenanceOf(console.db.url);
    const server = new pg.Client({ connectionString: href });
    await server.connect();
    await server.query(`ALTER DATABASE ${pg.escapeIdentifier(name)} ALLOW_CONNECTIONS false`);
    await server.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
    await pause(20_000);
    await server.query(`ALTER DATABASE ${pg.escapeIdentifier(name)} ALLOW_CONNECTIONS true`);
    await server.end();
    await eventually(async () => expect((await world.detail(id)).status).toBeDefined());
    await expectNobodyMissed(id);
    await expectToComplete(id, '3.0.0');
  }, 90_000);

  it('F21 misses nobody for time that somebody made of nothing by setting the clock forward', async () => {
    const id = await underWay('1.0.0');
    const clock = console.app.get(Clock);
    const aheadMs = 300_000;
    jest.spyOn(clock, 'millis').mockImplementation(() => Date.now() + aheadMs);
    jest.spyOn(clock, 'now').mockImplementation(() => new Date(Date.now() + aheadMs));
    await expectNobodyMissed(id);
    await expectToComplete(id, '1.0.0');
  }, 60_000);
});

function maintenanceOf(url: string): { readonly href: string; readonly name: string } {
  const address = new URL(url);
  const name = address.pathname.slice(1);
  address.pathname = '/postgres';
  return { href: address.href, name };
}
