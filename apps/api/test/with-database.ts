import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { createDataSource, Database, migrate, type EntityClass } from '../src/platform/database/index.js';

export interface TestDatabase {
  readonly url: string;
  readonly source: DataSource;
  readonly database: Database;
}

const TEMPLATE = 'migrated_template';
/** Whoever holds it makes the template; the other workers wait and find it made. */
const TEMPLATE_LOCK = 7_201_834;

/** Gives the calling spec file a migrated database of its own, from before its first test until after its last. */
export function withDatabase(options: { readonly entities?: readonly EntityClass[] } = {}): TestDatabase {
  const name = `spec_${randomBytes(6).toString('hex')}`;
  const url = urlOf(name);
  const source = createDataSource({ url, entities: options.entities ?? [], poolSize: 8 });
  beforeAll(async () => {
    await createDatabase(name);
    await source.initialize();
  }, 60_000);
  afterAll(async () => {
    if (source.isInitialized) await source.destroy();
    await onServer((client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
  }, 30_000);
  return { url, source, database: new Database(source) };
}

async function createDatabase(name: string): Promise<void> {
  await onServer(async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [TEMPLATE]);
    if (rowCount === 0) await createTemplate(client);
    await client.query('SELECT pg_advisory_unlock($1)', [TEMPLATE_LOCK]);
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
  });
}

/** Renamed when whole: a failed migration must fail every spec file, not only the first one. */
async function createTemplate(client: pg.Client): Promise<void> {
  const draft = `${TEMPLATE}_draft`;
  await client.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`);
  await client.query(`CREATE DATABASE ${draft}`);
  const source = createDataSource({ url: urlOf(draft) });
  await source.initialize();
  try {
    await migrate(source);
  } finally {
    await source.destroy();
  }
  await client.query(`ALTER DATABASE ${draft} RENAME TO ${TEMPLATE}`);
}

async function onServer<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: urlOf('postgres') });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function urlOf(database: string): string {
  const server = process.env['TEST_POSTGRES_URL'];
  if (!server)
    throw new Error('withDatabase() works in *.db-spec.ts files only, where PostgreSQL is started');
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}
