import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type pg from 'pg';
import type { DataSource } from 'typeorm';
import { eventually, withConsole, type Answer } from '../../../test/with-console.js';
import { DATA_SOURCE, dataSourceOptions } from './index.js';

const POOL = 3;

describe('the connections to the database', () => {
  const console = withConsole({ DATABASE_POOL_SIZE: String(POOL), DATABASE_WAIT_MS: '1500' });
  const sourceOf = (app: NestFastifyApplication): DataSource => app.get<DataSource>(DATA_SOURCE);
  const ask = (): Promise<Answer> => console.admin.call('GET', '/projects');
  const health = (): Promise<Answer> => console.call('GET', '//health');

  it('D10 may all be cut while nobody uses them: the process goes on, and so do the requests', async () => {
    for (let round = 0; round < 10; round += 1) {
      await Promise.all(Array.from({ length: POOL }, ask));
      await console.db.source.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'release-console%' AND pid <> pg_backend_pid()",
      );
      await eventually(async () => expect((await ask()).status).toBe(200));
      await eventually(async () => expect((await health()).status).toBe(200));
    }
  });

  it('D10 are heard at every moment: by the pool, and between the pool and its borrower', () => {
    const { extra } = dataSourceOptions({ url: 'postgres://unused' }) as {
      extra: { Client: new () => pg.Client };
    };
    const said = new Error('terminating connection due to administrator command');
    expect(() => new extra.Client().emit('error', said)).not.toThrow();
    const { master: pool } = sourceOf(console.app).driver as unknown as { master: pg.Pool };
    expect(() => pool.emit('error', said, undefined as never, undefined as never)).not.toThrow();
  });

  it('F09 that are all in use cost a while and 503, never the answer about health, and nothing is stuck after', async () => {
    const busy = Promise.all(
      Array.from({ length: POOL }, () => sourceOf(console.app).query('SELECT pg_sleep(6)')),
    );
    const started = performance.now();
    const answers = await Promise.all(Array.from({ length: 200 }, ask));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]));
    for (const { headers, body } of answers)
      expect({ after: headers['retry-after'], code: body.code }).toEqual({
        after: '2',
        code: 'DATABASE_UNAVAILABLE',
      });
    expect((await health()).status).toBe(200);
    expect(performance.now() - started).toBeLessThan(5_900);
    await busy;
    const later = await Promise.all(Array.from({ length: POOL }, ask));
    expect(later.map(({ status }) => status)).toEqual(Array.from({ length: POOL }, () => 200));
  });
});
