import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ApiTokens1795000002100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE api_tokens (
      id uuid NOT NULL DEFAULT uuidv7(),
      prefix text NOT NULL,
      token_hash text NOT NULL,
      name text NOT NULL,
      owner_id uuid NOT NULL CONSTRAINT fk_api_tokens_owner_id REFERENCES users (id) ON DELETE CASCADE,
      project_id uuid CONSTRAINT fk_api_tokens_project_id REFERENCES projects (id) ON DELETE CASCADE,
      role text,
      permissions text[] NOT NULL,
      project_ids uuid[],
      parent_id uuid CONSTRAINT fk_api_tokens_parent_id REFERENCES api_tokens (id) ON DELETE CASCADE,
      created_at timestamptz NOT NULL,
      expires_at timestamptz NOT NULL,
      last_used_at timestamptz,
      revoked_at timestamptz,
      CONSTRAINT pk_api_tokens PRIMARY KEY (id),
      CONSTRAINT uq_api_tokens_prefix UNIQUE (prefix),
      CONSTRAINT uq_api_tokens_token_hash UNIQUE (token_hash)
    )`);
    await runner.query('CREATE INDEX ix_api_tokens_owner_id ON api_tokens (owner_id)');
    await runner.query('CREATE INDEX ix_api_tokens_project_id ON api_tokens (project_id)');
    await runner.query('CREATE INDEX ix_api_tokens_parent_id ON api_tokens (parent_id)');
    // The token through which a person acted. Null is in no hash, so the entries that are there stay proven.
    await runner.query(
      'ALTER TABLE audit_entries ADD COLUMN actor_token_id uuid, ADD COLUMN actor_token_name text',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE audit_entries DROP COLUMN actor_token_id, DROP COLUMN actor_token_name');
    await runner.query('DROP TABLE api_tokens');
  }
}
