import type { MigrationInterface, QueryRunner } from 'typeorm';

export class BlobChecks1795000002310 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "blob_checks" (
        "sha256" text NOT NULL,
        "checked_at" TIMESTAMP WITH TIME ZONE,
        "claimed_until" TIMESTAMP WITH TIME ZONE,
        "damage" text,
        "damaged_at" TIMESTAMP WITH TIME ZONE,
        CONSTRAINT "pk_blob_checks" PRIMARY KEY ("sha256"),
        CONSTRAINT "ck_blob_checks_damage" CHECK ("damage" IN ('missing', 'changed', 'unreadable'))
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "blob_checks"');
  }
}
