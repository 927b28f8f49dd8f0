import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Drift1795000000730 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of DRIFT) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE IF EXISTS drift_policies');
    await runner.query('DROP TABLE IF EXISTS drift_findings');
    await runner.query(
      'ALTER TABLE observed_state DROP COLUMN converged_generation, DROP COLUMN drifted_since',
    );
  }
}

const DRIFT = [
  'ALTER TABLE observed_state ADD COLUMN converged_generation bigint, ADD COLUMN drifted_since timestamptz',
  // What is watched is what drifted, never the fleet.
  'CREATE INDEX observed_state_drifted ON observed_state (drifted_since) WHERE drifted_since IS NOT NULL',
  `CREATE TABLE drift_findings (
    id uuid PRIMARY KEY DEFAULT uuidv7(),
    node_id text NOT NULL REFERENCES nodes (id),
    bin_id uuid NOT NULL REFERENCES bins (id),
    environment_id uuid REFERENCES environments (id) ON DELETE SET NULL,
    generation bigint NOT NULL,
    desired_sha256 text NOT NULL,
    desired_version_id uuid REFERENCES bin_versions (id),
    found_sha256 text,
    since timestamptz NOT NULL,
    opened_at timestamptz NOT NULL DEFAULT now(),
    attempts integer NOT NULL DEFAULT 0,
    next_attempt_at timestamptz,
    closed_at timestamptz,
    closed_how text CHECK (closed_how IN ('agrees', 'desired_changed', 'node_left')),
    CHECK ((closed_at IS NULL) = (closed_how IS NULL))
  )`,
  'CREATE UNIQUE INDEX drift_findings_one ON drift_findings (node_id, bin_id) WHERE closed_at IS NULL',
  'CREATE INDEX drift_findings_of_node ON drift_findings (node_id, id DESC)',
  'CREATE INDEX drift_findings_of_environment ON drift_findings (environment_id, id DESC)',
  `CREATE TABLE drift_policies (
    environment_id uuid PRIMARY KEY REFERENCES environments (id) ON DELETE CASCADE,
    enforcement text NOT NULL CHECK (enforcement IN ('off', 'enforce')),
    max_at_once integer NOT NULL CHECK (max_at_once BETWEEN 1 AND 50)
  )`,
];
