import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Freezes1795000001200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE freezes (
      id uuid NOT NULL DEFAULT uuidv7(),
      project_id uuid CONSTRAINT fk_freezes_project_id REFERENCES projects (id) ON DELETE CASCADE,
      environment_id uuid CONSTRAINT fk_freezes_environment_id REFERENCES environments (id) ON DELETE CASCADE,
      name text NOT NULL,
      reason text NOT NULL,
      times jsonb NOT NULL,
      changed_by_name text NOT NULL,
      changed_at timestamptz NOT NULL,
      CONSTRAINT pk_freezes PRIMARY KEY (id),
      CONSTRAINT ck_freezes_scope CHECK (environment_id IS NULL OR project_id IS NOT NULL)
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE freezes');
  }
}
