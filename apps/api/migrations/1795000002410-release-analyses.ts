import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ReleaseAnalyses1795000002410 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "release_analyses" (
        "id" uuid NOT NULL DEFAULT uuidv7(),
        "release_id" uuid NOT NULL,
        "step" integer NOT NULL,
        "at" TIMESTAMP WITH TIME ZONE NOT NULL,
        "verdict" text NOT NULL,
        "elapsed_seconds" integer NOT NULL,
        "checks" jsonb NOT NULL,
        CONSTRAINT "pk_release_analyses" PRIMARY KEY ("id"),
        CONSTRAINT "ck_release_analyses_verdict" CHECK ("verdict" IN ('pass', 'fail', 'inconclusive')),
        CONSTRAINT "fk_release_analyses_release_id" FOREIGN KEY ("release_id") REFERENCES "releases"("id")
      )`);
    await runner.query(
      'CREATE INDEX "ix_release_analyses_release_id" ON "release_analyses" ("release_id", "at")',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "release_analyses"');
  }
}
