import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SecondFactors1795000002020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "second_factors" (
        "user_id" uuid NOT NULL,
        "sealed_secret" text NOT NULL,
        "confirmed_at" TIMESTAMP WITH TIME ZONE,
        "last_step" integer NOT NULL DEFAULT 0,
        CONSTRAINT "pk_second_factors" PRIMARY KEY ("user_id"),
        CONSTRAINT "fk_second_factors_user_id" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE
      )`);
    await runner.query(`
      CREATE TABLE "recovery_codes" (
        "user_id" uuid NOT NULL,
        "code_hash" text NOT NULL,
        CONSTRAINT "pk_recovery_codes" PRIMARY KEY ("user_id", "code_hash"),
        CONSTRAINT "fk_recovery_codes_user_id" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE
      )`);
    await runner.query(`
      CREATE TABLE "sign_in_challenges" (
        "token_hash" text NOT NULL,
        "user_id" uuid NOT NULL,
        "password_hash" text NOT NULL,
        "expires_at" TIMESTAMP WITH TIME ZONE NOT NULL,
        "failures" integer NOT NULL DEFAULT 0,
        CONSTRAINT "pk_sign_in_challenges" PRIMARY KEY ("token_hash"),
        CONSTRAINT "fk_sign_in_challenges_user_id" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['sign_in_challenges', 'recovery_codes', 'second_factors'])
      await runner.query(`DROP TABLE "${table}"`);
  }
}
