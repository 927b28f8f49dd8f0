import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Names of bins with a space in between; absent until an agent that knows of it says something. */
export class SideBySide1795000001450 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "nodes" ADD COLUMN "side_by_side_bins" text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "nodes" DROP COLUMN "side_by_side_bins"');
  }
}
