import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Nodes without the label that caps count by are a group of their own, and are asked like those of any other. */
export class TargetsWithoutLabel1795000002850 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX release_targets_in_group');
    await runner.query(
      'CREATE INDEX release_targets_in_group ON release_targets (release_id, status, label_group, wave, rank) WHERE NOT is_down',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX release_targets_in_group');
    await runner.query(
      `CREATE INDEX release_targets_in_group ON release_targets (release_id, status, label_group, wave, rank)
       WHERE NOT is_down AND label_group <> ''`,
    );
  }
}
