import { randomBytes } from 'node:crypto';
import { Logger } from '@nestjs/common';
import type { DataSource, QueryRunner } from 'typeorm';
import pg from 'pg';
import { createDataSource, migrate } from '../src/platform/database/index.js';
import { dropDatabase, onServer, urlOf } from './scratch/databases.js';
import { withDatabase } from './with-database.js';

/** Every so many of all statements; each of them in the whole run. */
const STEP = process.env['TAKE_TURNS'] === '1' ? 40 : 1;
const REPLICAS = 20;

const SCHEMA = `
  SELECT 'column ' || table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '') AS line
  FROM information_schema.columns WHERE table_schema = 'public'
  UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public'
  UNION ALL SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace
  UNION ALL SELECT 'trigger ' || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
  UNION ALL SELECT 'function ' || pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
  UNION ALL SELECT 'migration ' || name FROM migrations
  UNION ALL SELECT 'invalid ' || indexrelid::regclass FROM pg_index WHERE NOT indisvalid ORDER BY 1`;

describe('migrations that are interrupted', () => {
  const clean = withDatabase();
  const server = clean.url;
  const made: string[] = [];
  const open: DataSource[] = [];

  async function empty(): Promise<string> {
    const name = `spec_${randomBytes(6).toString('hex')}`;
    await onServer(server, (client) => client.query(`CREATE DATABASE ${name}`));
    made.push(name);
    return urlOf(server, name);
  }
  async function connectedTo(url: string): Promise<DataSource> {
    const source = createDataSource({ url, poolSize: 3 });
    await source.initialize();
    open.push(source);
    return source;
  }
  async function schemaOf(source: DataSource): Promise<readonly string[]> {
    return (await source.query<{ line: string }[]>(SCHEMA)).map(({ line }) => line);
  }
  async function migrationsOf(url: string): Promise<number> {
    const client = new pg.Client(url);
    await client.connect();
    const found = await client
      .query<{ n: number }>('SELECT count(*)::int AS n FROM migrations')
      .catch(() => ({ rows: [{ n: 0 }] }));
    await client.end();
    return found.rows[0]?.n ?? 0;
  }
  /** The server ends the connection right before the n-th statement after the first migration began. */
  function dyingAt(source: DataSource, n: number): { reached: number } {
    const count = { reached: 0 };
    const create = source.createQueryRunner.bind(source);
    source.createQueryRunner = (...args): QueryRunner => {
      const runner = create(...args);
      const query = runner.query.bind(runner);
      runner.query = async (text: string, ...rest: never[]) => {
        if (count.reached > 0 || text === 'START TRANSACTION') count.reached += 1;
        if (count.reached === n) await query('SELECT pg_terminate_backend(pg_backend_pid())');
        return query(text, ...rest);
      };
      return runner;
    };
    return count;
  }

  beforeAll(() => {
    Logger.overrideLogger(false);
    // The ORM prints each failed migration, whatever it is told.
    jest.spyOn(globalThis.console, 'log').mockImplementation(() => undefined);
  });
  afterAll(() => jest.restoreAllMocks());
  afterEach(async () => {
    for (const source of open.splice(0)) if (source.isInitialized) await source.destroy();
    for (const name of made.splice(0)) await dropDatabase(server, name);
  });

  it('F48 at any statement are carried on with, and leave what an undisturbed installation has', async () => {
    const url = await empty();
    let deaths = 0;
    let n = 1;
    for (let behind = 0, isDone = false; !isDone;) {
      const source = await connectedTo(url);
      dyingAt(source, n);
      isDone = await migrate(source).then(
        () => true,
        () => false,
      );
      await source.destroy();
      deaths += isDone ? 0 : 1;
      const now = await migrationsOf(url);
      // The first that is not done yet is interrupted further on each time, until it has been whole.
      n = now > behind ? 1 : n + STEP;
      behind = now;
    }
    expect(deaths).toBeGreaterThan(STEP === 1 ? 100 : 5);
    expect(await schemaOf(await connectedTo(url))).toEqual(await schemaOf(clean.source));
  }, 300_000);

  it('F48 find an index of which the making was ended, and take it away', async () => {
    const url = await empty();
    const source = await connectedTo(url);
    await migrate(source);
    const [writer, maker] = [new pg.Client(url), new pg.Client(url)];
    for (const client of [writer, maker]) {
      client.on('error', () => undefined);
      await client.connect();
    }
    await writer.query('BEGIN');
    await writer.query("INSERT INTO blob_checks (sha256) VALUES ('x')");
    const [{ pid }] = (await maker.query('SELECT pg_backend_pid() AS pid')).rows as [{ pid: number }];
    const making = maker
      .query('CREATE INDEX CONCURRENTLY ix_blob_checks_checked_at ON blob_checks (checked_at)')
      .catch((error: { code?: string }) => error.code);
    const invalid = () => source.query<unknown[]>('SELECT 1 FROM pg_index WHERE NOT indisvalid');
    for (let waited = 0; (await invalid()).length === 0 && waited < 200; waited += 1)
      await new Promise((resolve) => setTimeout(resolve, 25));
    await migrate(source);
    // It is still being made, by somebody who is alive.
    expect(await invalid()).toHaveLength(1);
    await source.query('SELECT pg_terminate_backend($1)', [pid]);
    expect(await making).toBe('57P01');
    await writer.query('ROLLBACK');
    await writer.end();
    expect(await invalid()).toHaveLength(1);
    await migrate(source);
    expect(await invalid()).toHaveLength(0);
    expect(await schemaOf(source)).toEqual(await schemaOf(clean.source));
  }, 30_000);

  it('F49 twenty consoles that start at once on an empty database: one migrates, and all are ready', async () => {
    const url = await empty();
    const sources = await Promise.all(Array.from({ length: REPLICAS }, () => connectedTo(url)));
    const counts = sources.map((source) => dyingAt(source, -1));
    const begun = performance.now();
    await Promise.all(sources.map((source) => migrate(source)));
    expect(performance.now() - begun).toBeLessThan(60_000);
    const statements = counts.map(({ reached }) => reached).sort((a, b) => a - b);
    expect(statements.filter((reached) => reached > 50)).toHaveLength(1);
    expect(await schemaOf(sources[0] as DataSource)).toEqual(await schemaOf(clean.source));
    for (const source of sources) expect(await source.showMigrations()).toBe(false);
  }, 90_000);
});
