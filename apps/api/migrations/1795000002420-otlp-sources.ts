import type { MigrationInterface, QueryRunner } from 'typeorm';

export class OtlpSources1795000002420 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE UNLOGGED TABLE "otlp_sources" (
        "key" text NOT NULL,
        "heard_at" TIMESTAMP WITH TIME ZONE NOT NULL,
        "content" text NOT NULL,
        CONSTRAINT "pk_otlp_sources" PRIMARY KEY ("key")
      ) WITH (fillfactor = 60)`);
    await runner.query('CREATE INDEX "ix_otlp_sources_heard_at" ON "otlp_sources" ("heard_at")');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "otlp_sources"');
  }
}
