import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A release may move several bins: what a target is asked for stands in rows of its own, one per bin. */
export class ReleaseTargetBins1795000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}

const UP = [
  `CREATE TABLE release_target_bins (
    release_id uuid NOT NULL,
    node_id text NOT NULL,
    bin_id uuid NOT NULL CONSTRAINT fk_release_target_bins_bin_id REFERENCES bins (id),
    position smallint NOT NULL,
    digest text NOT NULL,
    asked text CONSTRAINT ck_release_target_bins_asked CHECK (asked IN ('stage', 'activate', 'revert')),
    generation bigint NOT NULL,
    previous_sha256 text,
    is_claim boolean NOT NULL,
    CONSTRAINT pk_release_target_bins PRIMARY KEY (release_id, node_id, bin_id),
    CONSTRAINT fk_release_target_bins_target FOREIGN KEY (release_id, node_id) REFERENCES release_targets (release_id, node_id)
  ) WITH (fillfactor = 80)`,
  `INSERT INTO release_target_bins (release_id, node_id, bin_id, position, digest, asked, generation, previous_sha256, is_claim)
   SELECT release_id, node_id, bin_id, 0, digest,
     CASE WHEN generation = 0 THEN NULL WHEN status IN ('reverting', 'reverted', 'revert_failed') THEN 'revert' ELSE 'activate' END,
     generation, previous_sha256, is_claim FROM release_targets`,
  // However many engines run, one node has at most one release that may decide what a bin of it runs.
  'CREATE UNIQUE INDEX release_target_bins_one_claim ON release_target_bins (node_id, bin_id) WHERE is_claim',
  'DROP INDEX release_targets_one_claim',
  'ALTER TABLE release_targets ADD COLUMN is_changed boolean NOT NULL DEFAULT false',
  'UPDATE release_targets SET is_changed = true WHERE generation > 0',
  'ALTER TABLE release_targets ALTER COLUMN is_changed DROP DEFAULT',
  `ALTER TABLE release_targets DROP COLUMN bin_id, DROP COLUMN digest, DROP COLUMN generation,
     DROP COLUMN previous_sha256, DROP COLUMN is_claim`,
  // Rollouts that were on their way when columns had other names: none of their steps has index -1.
  `UPDATE releases SET rollout = rollout || '{"promotedStep": null, "schedule": null, "freezeOverride": null, "failure": null}'`,
  `CREATE INDEX releases_scheduled ON releases (id) WHERE status = 'scheduled'`,
];

const DOWN = [
  `ALTER TABLE release_targets ADD COLUMN bin_id uuid REFERENCES bins (id), ADD COLUMN digest text, ADD COLUMN generation bigint,
     ADD COLUMN previous_sha256 text, ADD COLUMN is_claim boolean`,
  `UPDATE release_targets t SET bin_id = b.bin_id, digest = b.digest, generation = b.generation,
     previous_sha256 = b.previous_sha256, is_claim = b.is_claim
   FROM release_target_bins b WHERE b.release_id = t.release_id AND b.node_id = t.node_id AND b.position = 0`,
  'ALTER TABLE release_targets DROP COLUMN is_changed',
  'CREATE UNIQUE INDEX release_targets_one_claim ON release_targets (node_id, bin_id) WHERE is_claim',
  'DROP TABLE release_target_bins',
  'DROP INDEX releases_scheduled',
];
