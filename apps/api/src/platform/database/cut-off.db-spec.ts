import { CutLine } from '../../../test/scratch/cut-line.js';
import { withDatabase } from '../../../test/with-database.js';
import { eventually, TestConsole } from '../../../test/with-console.js';
import { entities } from '../../app.module.js';
import { ReleaseWorld } from '../../releases/releases.fixtures.js';
import { createDataSource, Database, isUnavailable, PgNotifications } from './index.js';

const ANSWER_MS = 1_000;
const BY_WAY = 'SELECT pg_backend_pid() AS pid';

describe('F08 a line to the database that is cut, and neither end is told', () => {
  const db = withDatabase({ entities });
  const line = new CutLine();
  let url: string;
  beforeAll(async () => {
    url = await line.openTo(db.url);
  });
  afterAll(() => line.close());

  describe('for one who asks', () => {
    it.each(['in a transaction', 'without one'])(
      '%s: an error after one limit, and the next gets another connection',
      async (where) => {
        const source = await createDataSource({ url, poolSize: 1, answerWithinMs: ANSWER_MS }).initialize();
        const database = new Database(source);
        try {
          const [{ pid: before }] = await source.query(BY_WAY);
          const startedAt = performance.now();
          const asking =
            where === 'without one'
              ? Promise.resolve(line.cut()).then(() => database.reader.query(BY_WAY))
              : database.transaction(async (tx) => {
                  await tx.query(BY_WAY);
                  line.cut();
                  await tx.query(BY_WAY);
                });
          const error = await asking.then(
            () => undefined,
            (refusal: unknown) => refusal,
          );
          expect(isUnavailable(error)).toBe(true);
          // ROLLBACK does not wait once more.
          expect(performance.now() - startedAt).toBeLessThan(2 * ANSWER_MS - 200);
          const [{ pid: after }] = await database.transaction((tx) => tx.query(BY_WAY));
          expect(after).not.toBe(before);
        } finally {
          await source.destroy();
        }
      },
      20_000,
    );
  });

  it('for one who listens: it notices by itself, and hears again', async () => {
    class Impatient extends PgNotifications {
      protected override readonly limits = { askEveryMs: 300, answerWithinMs: 500 };
    }
    const notifications = new Impatient(url);
    const heard: string[] = [];
    let gaps = 0;
    notifications.listen(
      'planted',
      (payload) => heard.push(payload),
      () => (gaps += 1),
    );
    await notifications.onApplicationBootstrap();
    try {
      expect(line.cut()).toBeGreaterThan(0);
      await eventually(() => expect(gaps).toBe(2));
      await db.database.transaction((tx) => notifications.notify(tx, 'planted', 'again'));
      await eventually(() => expect(heard).toEqual(['again']));
    } finally {
      await notifications.onApplicationShutdown();
    }
  }, 20_000);

  it('for the engine: a release goes on', async () => {
    const env = {
      ...{ TICK_INTERVAL_MS: '100', SYNC_INTERVAL_SECONDS: '1', DATABASE_ANSWER_MS: String(ANSWER_MS) },
      DATABASE_POOL_SIZE: '2',
    };
    const world = new ReleaseWorld(new TestConsole({ ...db, url }, env));
    await world.console.start();
    try {
      await world.setUp(3);
      const id = await world.deployed('1.0.0', {
        strategy: { type: 'rolling', batch: 1 },
        maxUnavailable: 1,
      });
      await world.until(id, ({ progress }) => progress.succeeded === 1);
      expect(line.cut()).toBeGreaterThan(1);
      await world.until(id, ({ status }) => status === 'completed', { withinMs: 30_000 });
    } finally {
      await world.console.stop();
    }
  }, 90_000);
});
