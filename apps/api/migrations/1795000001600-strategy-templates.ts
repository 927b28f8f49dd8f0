import type { MigrationInterface, QueryRunner } from 'typeorm';

export class StrategyTemplates1795000001600 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE releases DROP COLUMN strategy_template_id, DROP COLUMN strategy_template_name, DROP COLUMN is_template_changed',
    );
    await runner.query('DROP TABLE strategy_template_defaults');
    await runner.query('DROP TABLE strategy_templates');
  }
}

const UP = [
  `CREATE TABLE strategy_templates (
    id uuid NOT NULL DEFAULT uuidv7(),
    project_id uuid NOT NULL CONSTRAINT fk_strategy_templates_project_id REFERENCES projects (id) ON DELETE CASCADE,
    name text NOT NULL,
    rules jsonb NOT NULL,
    changed_by_name text NOT NULL,
    changed_at timestamptz NOT NULL,
    CONSTRAINT pk_strategy_templates PRIMARY KEY (id),
    CONSTRAINT uq_strategy_templates_project_id_name UNIQUE (project_id, name)
  )`,
  `CREATE TABLE strategy_template_defaults (
    environment_id uuid NOT NULL CONSTRAINT fk_strategy_template_defaults_environment_id REFERENCES environments (id) ON DELETE CASCADE,
    template_id uuid NOT NULL CONSTRAINT fk_strategy_template_defaults_template_id REFERENCES strategy_templates (id) ON DELETE CASCADE,
    CONSTRAINT pk_strategy_template_defaults PRIMARY KEY (environment_id)
  )`,
  `ALTER TABLE releases
    ADD COLUMN strategy_template_id uuid CONSTRAINT fk_releases_strategy_template_id REFERENCES strategy_templates (id) ON DELETE SET NULL,
    ADD COLUMN strategy_template_name text,
    ADD COLUMN is_template_changed boolean NOT NULL DEFAULT false`,
];
