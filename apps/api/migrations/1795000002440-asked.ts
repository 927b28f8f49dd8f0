import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What systems outside answered about releases, and which process asks them. */
export class Asked1795000002440 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "asked_answers" (
        "release_id" uuid NOT NULL,
        "place" smallint NOT NULL,
        "at" TIMESTAMP WITH TIME ZONE NOT NULL,
        "canary" double precision,
        "baseline" double precision,
        "note" text,
        CONSTRAINT "pk_asked_answers" PRIMARY KEY ("release_id", "place", "at"),
        CONSTRAINT "fk_asked_answers_release_id" FOREIGN KEY ("release_id") REFERENCES "releases"("id") ON DELETE CASCADE
      )`);
    await runner.query('CREATE INDEX "ix_asked_answers_at" ON "asked_answers" ("at")');
    await runner.query(`
      CREATE TABLE "outside_turns" (
        "name" text NOT NULL,
        "holder" text NOT NULL,
        "held_until" TIMESTAMP WITH TIME ZONE NOT NULL,
        "told" jsonb,
        CONSTRAINT "pk_outside_turns" PRIMARY KEY ("name")
      ) WITH (fillfactor = 70)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "outside_turns"');
    await runner.query('DROP TABLE "asked_answers"');
  }
}
