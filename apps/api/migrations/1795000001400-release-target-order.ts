import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the engine asks at every look is answered in index order, so that it reads what it takes and not the whole fleet. */
export class ReleaseTargetOrder1795000001400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}

const UP = [
  'DROP INDEX release_targets_in_order',
  'CREATE INDEX release_targets_in_order ON release_targets (release_id, status, is_down, wave, rank)',
  // Only releases with caps per label group have groups.
  `CREATE INDEX release_targets_in_group ON release_targets (release_id, status, label_group, wave, rank)
   WHERE NOT is_down AND label_group <> ''`,
  'CREATE INDEX release_targets_by_rank ON release_targets (release_id, rank)',
  `CREATE INDEX release_targets_exceptions ON release_targets (release_id, rank)
   WHERE status IN ('failed', 'timed_out', 'dark', 'skipped', 'revert_failed') OR error_code IS NOT NULL`,
];

const DOWN = [
  'DROP INDEX release_targets_exceptions',
  'DROP INDEX release_targets_by_rank',
  'DROP INDEX release_targets_in_group',
  'DROP INDEX release_targets_in_order',
  'CREATE INDEX release_targets_in_order ON release_targets (release_id, status, rank)',
];
