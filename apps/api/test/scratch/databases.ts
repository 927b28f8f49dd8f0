import pg from 'pg';
import { createDataSource, migrate } from '../../src/platform/database/index.js';

const TEMPLATE = 'migrated_template';
/** Whoever holds it makes the template; the other workers wait and find it made. */
const TEMPLATE_LOCK = 7_201_834;

/** A migrated database of its own; `server` is the URL of any database of the server. */
export async function createDatabase(server: string, name: string): Promise<string> {
  await onServer(server, async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [TEMPLATE]);
    if (rowCount === 0) await createTemplate(server, client);
    await client.query('SELECT pg_advisory_unlock($1)', [TEMPLATE_LOCK]);
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
  });
  return urlOf(server, name);
}

/** One more like `from`, which nobody may be connected to. */
export async function copyDatabase(server: string, from: string, name: string): Promise<string> {
  await onServer(server, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${from}`));
  return urlOf(server, name);
}

export async function dropDatabase(server: string, name: string): Promise<void> {
  await onServer(server, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
}

/** Renamed when whole: a failed migration must fail every spec file, not only the first one. */
async function createTemplate(server: string, client: pg.Client): Promise<void> {
  const draft = `${TEMPLATE}_draft`;
  await client.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`);
  await client.query(`CREATE DATABASE ${draft}`);
  const source = createDataSource({ url: urlOf(server, draft) });
  await source.initialize();
  try {
    await migrate(source);
  } finally {
    await source.destroy();
  }
  await client.query(`ALTER DATABASE ${draft} RENAME TO ${TEMPLATE}`);
}

export async function onServer<T>(server: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: urlOf(server, 'postgres') });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

export function urlOf(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}
