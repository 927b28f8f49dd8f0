import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = ['freezes', 'strategy_templates'] as const;

/** Whoever replaces one says what was read, so that nobody undoes the change of somebody else without knowing. */
export class SeenRevisions1795000002900 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of TABLES)
      await runner.query(`ALTER TABLE ${table} ADD COLUMN revision integer NOT NULL DEFAULT 1`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.query(`ALTER TABLE ${table} DROP COLUMN revision`);
  }
}
