import type { DataSource } from 'typeorm';

/** One number for all replicas: whoever holds it migrates, the others wait and then find nothing to do. */
const MIGRATION_LOCK = 7_201_833;

export async function migrate(source: DataSource): Promise<void> {
  const runner = source.createQueryRunner();
  await runner.connect();
  try {
    await runner.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await source.runMigrations();
  } finally {
    await runner.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    await runner.release();
  }
}
