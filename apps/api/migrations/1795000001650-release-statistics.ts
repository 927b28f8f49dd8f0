import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A release that came after the last ANALYZE is in no list of common values, so PostgreSQL takes it for a single row and
 * reads all of its nodes to find each of them. Without statistics of the column it assumes many, and goes by the key.
 */
export class ReleaseStatistics1795000001650 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) {
      // Takes away what was gathered already.
      await runner.query(`ALTER TABLE ${table} ALTER COLUMN release_id TYPE uuid`);
      await runner.query(`ALTER TABLE ${table} ALTER COLUMN release_id SET STATISTICS 0`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES)
      await runner.query(`ALTER TABLE ${table} ALTER COLUMN release_id SET STATISTICS -1`);
  }
}

const TABLES = ['release_targets', 'release_target_bins'];
