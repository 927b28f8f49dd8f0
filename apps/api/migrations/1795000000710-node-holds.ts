import type { MigrationInterface, QueryRunner } from 'typeorm';

export class NodeHolds1795000000710 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of HOLDS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE IF EXISTS node_holds');
  }
}

const HOLDS = [
  `CREATE TABLE node_holds (
    id uuid PRIMARY KEY DEFAULT uuidv7(),
    node_id text NOT NULL REFERENCES nodes (id),
    bin_id uuid REFERENCES bins (id),
    reason text NOT NULL,
    until timestamptz,
    created_by uuid,
    created_by_name text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    ended_at timestamptz,
    ended_how text CHECK (ended_how IN ('lifted', 'passed')),
    ended_by_name text,
    CHECK ((ended_at IS NULL) = (ended_how IS NULL))
  )`,
  `CREATE UNIQUE INDEX node_holds_one ON node_holds (node_id, bin_id) NULLS NOT DISTINCT WHERE ended_at IS NULL`,
  `CREATE INDEX node_holds_due ON node_holds (until) WHERE ended_at IS NULL AND until IS NOT NULL`,
  `CREATE INDEX node_holds_of_node ON node_holds (node_id, id DESC)`,
];
