import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SecretKeys1795000002300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "secret_keys" (
        "id" text NOT NULL,
        "current_since" TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT "pk_secret_keys" PRIMARY KEY ("id")
      )`);
    // Answers of the last day can't be read as sealed texts and are "lost"; that the requests were carried out is still known.
    await runner.query(
      `ALTER TABLE "idempotency_keys" ALTER COLUMN "sealed_body" TYPE text USING encode("sealed_body", 'base64')`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE "idempotency_keys" ALTER COLUMN "sealed_body" TYPE bytea USING convert_to("sealed_body", 'UTF8')`,
    );
    await runner.query('DROP TABLE "secret_keys"');
  }
}
