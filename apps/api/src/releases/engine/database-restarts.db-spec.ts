import { chmodSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import pg from 'pg';
import { createDatabase } from '../../../test/scratch/databases.js';
import { makeTemporaryDataDir, removeTemporaryDataDir } from '../../../test/temporary-data-dir.mjs';
import { eventually, TestConsole } from '../../../test/with-console.js';
import { entities } from '../../app.module.js';
import { createDataSource, Database } from '../../platform/database/index.js';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../platform/database/embedded/index.js';
import { digestOf, ReleaseWorld } from '../releases.fixtures.js';

const RESTARTS = 3;
/** Ten times what is promised, so that only what hangs is caught and not what is slow. */
const UNFIT_WITHIN_MS = 20_000;
const FIT_WITHIN_MS = 50_000;

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

/** Between console and database: it can refuse everybody, or go dead with nobody hanging up. */
class Line {
  private state: 'up' | 'refused' | 'dead' = 'up';
  private readonly sockets = new Set<Socket>();
  private readonly server = createServer((socket) => this.join(socket));
  private port = 0;

  async open(port: number): Promise<void> {
    this.port = port;
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
  }

  through(url: string): string {
    const other = new URL(url);
    other.port = String((this.server.address() as AddressInfo).port);
    return other.href;
  }

  /** What was dead when the line comes up stays dead: who waits there has to notice by itself. */
  become(state: 'up' | 'refused' | 'dead'): void {
    this.state = state;
    for (const socket of this.sockets) {
      if (state === 'refused') socket.destroy();
      if (state === 'dead') socket.unpipe().pause();
    }
  }

  async close(): Promise<void> {
    this.become('refused');
    await new Promise((done) => this.server.close(done));
  }

  private join(near: Socket): void {
    if (this.state === 'refused') return void near.destroy();
    this.keep(near);
    if (this.state === 'dead') return;
    const far = this.keep(connect(this.port, '127.0.0.1'));
    near.pipe(far).pipe(near);
    near.once('close', () => far.destroy());
    far.once('close', () => near.destroy());
  }

  private keep(socket: Socket): Socket {
    this.sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => this.sockets.delete(socket));
    return socket;
  }
}

describe('a database that restarts at once', () => {
  const dataDir = makeTemporaryDataDir();
  let server: EmbeddedPostgres;
  let world: ReleaseWorld;
  const line = new Line();
  beforeAll(async () => {
    chmodSync(dataDir, 0o711);
    server = await startEmbeddedPostgres({ dataDir, log: () => undefined });
    const url = await createDatabase(server.url, 'restarting');
    await line.open(Number(new URL(url).port));
    const source = await createDataSource({ url, entities, poolSize: 8 }).initialize();
    const env = { TICK_INTERVAL_MS: '100', SYNC_INTERVAL_SECONDS: '1' };
    world = new ReleaseWorld(
      new TestConsole({ url: line.through(url), source, database: new Database(source) }, env),
    );
    await world.console.start();
    await world.setUp(4);
  }, 90_000);
  afterAll(async () => {
    // Whatever is dead would be waited for.
    line.become('refused');
    line.become('up');
    await world.console.stop();
    await world.console.db.source.destroy();
    await line.close();
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

  it.each(['refused', 'dead'] as const)(
    'F06 is said not to be there soon after its line is %s, and to be back soon after it is',
    async (state) => {
      await eventually(async () => expect(await health()).toBe(200));
      line.become(state);
      await eventually(async () => expect(await health()).toBe(503), UNFIT_WITHIN_MS);
      line.become('up');
      await eventually(async () => expect(await health()).toBe(200), FIT_WITHIN_MS);
    },
    UNFIT_WITHIN_MS + FIT_WITHIN_MS + 10_000,
  );
});
