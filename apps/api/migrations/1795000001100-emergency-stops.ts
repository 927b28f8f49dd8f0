import type { MigrationInterface, QueryRunner } from 'typeorm';

export class EmergencyStops1795000001100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE emergency_stops (
      id uuid NOT NULL DEFAULT uuidv7(),
      project_id uuid CONSTRAINT fk_emergency_stops_project_id REFERENCES projects (id),
      reason text NOT NULL,
      stopped_by uuid NOT NULL CONSTRAINT fk_emergency_stops_stopped_by REFERENCES users (id),
      stopped_at timestamptz NOT NULL,
      lifted_by uuid CONSTRAINT fk_emergency_stops_lifted_by REFERENCES users (id),
      lifted_at timestamptz,
      CONSTRAINT pk_emergency_stops PRIMARY KEY (id)
    )`);
    // One switch per project, and one for all of them; a second stop is the same stop.
    await runner.query(
      'CREATE UNIQUE INDEX emergency_stops_in_force ON emergency_stops (project_id) NULLS NOT DISTINCT WHERE lifted_at IS NULL',
    );
    await runner.query(
      'ALTER TABLE bin_versions ADD COLUMN rollback_barrier_id uuid CONSTRAINT fk_bin_versions_rollback_barrier_id REFERENCES bin_versions (id)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE bin_versions DROP COLUMN rollback_barrier_id');
    await runner.query('DROP TABLE emergency_stops');
  }
}
