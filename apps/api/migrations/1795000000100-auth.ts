import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Auth1795000000100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "users" (
        "id" uuid NOT NULL DEFAULT uuidv7(),
        "email" text NOT NULL,
        "name" text NOT NULL,
        "password_hash" text NOT NULL,
        "is_admin" boolean NOT NULL DEFAULT false,
        "disabled_at" TIMESTAMP WITH TIME ZONE,
        "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
        CONSTRAINT "pk_users" PRIMARY KEY ("id"),
        CONSTRAINT "uq_users_email" UNIQUE ("email")
      )`);
    await runner.query(`
      CREATE TABLE "sessions" (
        "id" uuid NOT NULL DEFAULT uuidv7(),
        "user_id" uuid NOT NULL,
        "refresh_salt" text NOT NULL,
        "refresh_hash" text NOT NULL,
        "previous_refresh_hash" text,
        "rotated_at" TIMESTAMP WITH TIME ZONE NOT NULL,
        "created_at" TIMESTAMP WITH TIME ZONE NOT NULL,
        "expires_at" TIMESTAMP WITH TIME ZONE NOT NULL,
        "revoked_at" TIMESTAMP WITH TIME ZONE,
        CONSTRAINT "pk_sessions" PRIMARY KEY ("id"),
        CONSTRAINT "fk_sessions_user_id" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE
      )`);
    await runner.query('CREATE INDEX "ix_sessions_user_id" ON "sessions" ("user_id")');
    await runner.query(`
      CREATE TABLE "ws_tickets" (
        "ticket_hash" text NOT NULL,
        "session_id" uuid NOT NULL,
        "user_id" uuid NOT NULL,
        "expires_at" TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT "pk_ws_tickets" PRIMARY KEY ("ticket_hash"),
        CONSTRAINT "fk_ws_tickets_session_id" FOREIGN KEY ("session_id") REFERENCES "sessions"("id") ON DELETE CASCADE,
        CONSTRAINT "fk_ws_tickets_user_id" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE
      )`);
    await runner.query(`
      CREATE TABLE "setup_tokens" (
        "token_hash" text NOT NULL,
        "expires_at" TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT "pk_setup_tokens" PRIMARY KEY ("token_hash")
      )`);
    await runner.query(`
      CREATE TABLE "login_attempts" (
        "source_hash" text NOT NULL,
        "failures" integer NOT NULL,
        "window_started_at" TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT "pk_login_attempts" PRIMARY KEY ("source_hash")
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['login_attempts', 'setup_tokens', 'ws_tickets', 'sessions', 'users']) {
      await runner.query(`DROP TABLE "${table}"`);
    }
  }
}
