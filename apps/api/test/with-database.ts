import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { createDataSource, Database, type EntityClass } from '../src/platform/database/index.js';
import { createDatabase, dropDatabase, urlOf } from './scratch/databases.js';

export interface TestDatabase {
  readonly url: string;
  readonly source: DataSource;
  readonly database: Database;
}

/** Gives the calling spec file a migrated database of its own, from before its first test until after its last. */
export function withDatabase(options: { readonly entities?: readonly EntityClass[] } = {}): TestDatabase {
  const server = testServer();
  const name = `spec_${randomBytes(6).toString('hex')}`;
  const url = urlOf(server, name);
  const source = createDataSource({ url, entities: options.entities ?? [], poolSize: 8 });
  beforeAll(async () => {
    await createDatabase(server, name);
    await source.initialize();
  }, 60_000);
  afterAll(async () => {
    if (source.isInitialized) await source.destroy();
    await dropDatabase(server, name);
  }, 30_000);
  return { url, source, database: new Database(source) };
}

function testServer(): string {
  const server = process.env['TEST_POSTGRES_URL'];
  if (!server)
    throw new Error('withDatabase() works in *.db-spec.ts files only, where PostgreSQL is started');
  return server;
}
