import type { MigrationInterface, QueryRunner } from 'typeorm';

export class PasswordResets1795000002010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "password_resets" (
        "user_id" uuid NOT NULL,
        "token_hash" text NOT NULL,
        "expires_at" TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT "pk_password_resets" PRIMARY KEY ("user_id"),
        CONSTRAINT "uq_password_resets_token_hash" UNIQUE ("token_hash"),
        CONSTRAINT "fk_password_resets_user_id" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "password_resets"');
  }
}
