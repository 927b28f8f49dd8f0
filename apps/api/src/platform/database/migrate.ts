import { Logger } from '@nestjs/common';
import pg from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';

/** One number for all replicas: whoever holds it migrates, the others wait and then find nothing to do. */
const MIGRATION_LOCK = 7_201_833;

export async function migrate(source: DataSource): Promise<void> {
  const runner = source.createQueryRunner();
  await runner.connect();
  try {
    await runner.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await removeBrokenIndexes(runner);
    await source.runMigrations();
  } finally {
    await runner.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    await runner.release();
  }
}

/** Not those that somebody is making just now. */
const BROKEN_INDEXES = `
  SELECT c.relname AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
  WHERE NOT i.indisvalid AND c.relnamespace = 'public'::regnamespace
    AND NOT EXISTS (SELECT 1 FROM pg_stat_progress_create_index p WHERE p.index_relid = i.indexrelid OR p.relid = i.indrelid)`;

/** What is left of a CREATE INDEX CONCURRENTLY that was ended: no query uses it, each write keeps it, its name is taken. */
async function removeBrokenIndexes(runner: QueryRunner): Promise<void> {
  const broken = (await runner.query(BROKEN_INDEXES)) as unknown as readonly { readonly name: string }[];
  for (const { name } of broken) {
    await runner.query(`DROP INDEX public.${pg.escapeIdentifier(name)}`);
    new Logger('database').warn(`the index ${name} was never finished and is removed`);
  }
}
