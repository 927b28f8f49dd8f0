import type { MigrationInterface, QueryRunner } from 'typeorm';

export class NodeQuarantine1795000000720 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE nodes ADD COLUMN quarantined_at timestamptz,
      ADD COLUMN earlier_instances text[] NOT NULL DEFAULT '{}',
      ADD COLUMN instance_returns float8[] NOT NULL DEFAULT '{}'`);
    await runner.query(
      'CREATE INDEX nodes_quarantined ON nodes (quarantined_at) WHERE quarantined_at IS NOT NULL',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE nodes DROP COLUMN quarantined_at, DROP COLUMN earlier_instances, DROP COLUMN instance_returns',
    );
  }
}
