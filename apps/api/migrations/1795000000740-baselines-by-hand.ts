import type { MigrationInterface, QueryRunner } from 'typeorm';

export class BaselinesByHand1795000000740 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE baselines ADD COLUMN set_by uuid, ADD COLUMN set_by_name text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE baselines DROP COLUMN set_by, DROP COLUMN set_by_name');
  }
}
