import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Oidc1795000002150 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE users ALTER COLUMN password_hash DROP NOT NULL');
    await runner.query('ALTER TABLE users ADD COLUMN is_admin_by_group boolean NOT NULL DEFAULT false');
    await runner.query("ALTER TABLE project_members ADD COLUMN source text NOT NULL DEFAULT 'manual'");
    await runner.query(`CREATE TABLE oidc_identities (
      issuer text NOT NULL,
      subject text NOT NULL,
      user_id uuid NOT NULL CONSTRAINT fk_oidc_identities_user_id REFERENCES users (id) ON DELETE CASCADE,
      linked_at timestamptz NOT NULL,
      CONSTRAINT pk_oidc_identities PRIMARY KEY (issuer, subject),
      CONSTRAINT uq_oidc_identities_user_id_issuer UNIQUE (user_id, issuer)
    )`);
    await runner.query(`CREATE TABLE used_oidc_sign_ins (
      id text NOT NULL,
      expires_at timestamptz NOT NULL,
      CONSTRAINT pk_used_oidc_sign_ins PRIMARY KEY (id)
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE used_oidc_sign_ins');
    await runner.query('DROP TABLE oidc_identities');
    await runner.query('ALTER TABLE project_members DROP COLUMN source');
    await runner.query('ALTER TABLE users DROP COLUMN is_admin_by_group');
    // Of nobody: an account without a password must not get one that anybody could know.
    await runner.query("UPDATE users SET password_hash = '' WHERE password_hash IS NULL");
    await runner.query('ALTER TABLE users ALTER COLUMN password_hash SET NOT NULL');
  }
}
