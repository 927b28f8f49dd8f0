import { chmodSync } from 'node:fs';
import pg from 'pg';
import { createDatabase } from '../../../test/scratch/databases.js';
import { makeTemporaryDataDir, removeTemporaryDataDir } from '../../../test/temporary-data-dir.mjs';
import { eventually, TestConsole } from '../../../test/with-console.js';
import { entities } from '../../app.module.js';
import { createDataSource, Database } from '../../platform/database/index.js';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../platform/database/embedded/index.js';
import { digestOf, ReleaseWorld } from '../releases.fixtures.js';

const RESTARTS = 3;

/** One of its processes dies: PostgreSQL throws everybody out, recovers from its log and takes connections again. */
async function restart(url: string): Promise<void> {
  const victim = new pg.Client({ connectionString: url });
  victim.on('error', () => undefined);
  await victim.connect();
  const { rows } = await victim.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const ended = new Promise((done) => victim.once('end', done));
  process.kill(rows[0]?.pid ?? 0, 'SIGKILL');
  await ended;
}

describe('a database that restarts at once', () => {
  const dataDir = makeTemporaryDataDir();
  let server: EmbeddedPostgres;
  let world: ReleaseWorld;
  beforeAll(async () => {
    chmodSync(dataDir, 0o711);
    server = await startEmbeddedPostgres({ dataDir, log: () => undefined });
    const url = await createDatabase(server.url, 'restarting');
    const source = await createDataSource({ url, entities, poolSize: 8 }).initialize();
    const env = { TICK_INTERVAL_MS: '100', SYNC_INTERVAL_SECONDS: '1' };
    world = new ReleaseWorld(new TestConsole({ url, source, database: new Database(source) }, env));
    await world.console.start();
    await world.setUp(4);
  }, 90_000);
  afterAll(async () => {
    await world.console.stop();
    await world.console.db.source.destroy();
    await server.stop();
    removeTemporaryDataDir(dataDir);
  }, 30_000);

  const health = async (): Promise<number> => (await world.console.call('GET', '//health')).status;

  it('F06 a release goes on where it was, and nothing acknowledged is lost or done twice', async () => {
    const id = await world.deployed('1.0.0', {
      strategy: { type: 'rolling', batch: 1 },
      maxUnavailable: 1,
    });
    for (let round = 0; round < RESTARTS; round += 1) {
      const before = await world.detail(id);
      await restart(world.console.db.url);
      await eventually(async () => {
        expect(await health()).toBe(200);
        expect((await world.detail(id)).revision).toBeGreaterThanOrEqual(before.revision);
      }, 30_000);
      await world.until(id, ({ progress }) => progress.succeeded > round, { withinMs: 20_000 });
    }
    await world.until(id, ({ status }) => status === 'completed', { withinMs: 20_000 });
    for (const node of world.nodes)
      expect(node.acted).toEqual([{ generation: 1, sha256: digestOf('1.0.0') }]);
  }, 240_000);
});
