import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Audit1795000000300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // No foreign keys: an entry outlives everything that it speaks of.
    await runner.query(`
      CREATE TABLE "audit_entries" (
        "id" uuid NOT NULL DEFAULT uuidv7(),
        "at" TIMESTAMP WITH TIME ZONE NOT NULL,
        "actor_kind" text NOT NULL,
        "actor_id" text,
        "actor_name" text NOT NULL,
        "action" text NOT NULL,
        "subject_type" text NOT NULL,
        "subject_id" text NOT NULL,
        "subject_name" text,
        "project_id" uuid,
        "reason" text,
        "data" jsonb NOT NULL DEFAULT '{}',
        CONSTRAINT "pk_audit_entries" PRIMARY KEY ("id")
      )`);
    await runner.query('CREATE INDEX "ix_audit_entries_project_id" ON "audit_entries" ("project_id", "id")');
    await runner.query(
      'CREATE INDEX "ix_audit_entries_subject" ON "audit_entries" ("subject_type", "subject_id", "id")',
    );
    await runner.query(`
      CREATE FUNCTION refuse_change_of_history() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'rows of % are never changed or removed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
      END $$`);
    await runner.query(`
      CREATE TRIGGER "tr_audit_entries_append_only" BEFORE UPDATE OR DELETE ON "audit_entries"
      FOR EACH ROW EXECUTE FUNCTION refuse_change_of_history()`);
    await runner.query(`
      CREATE TRIGGER "tr_audit_entries_no_truncate" BEFORE TRUNCATE ON "audit_entries"
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_history()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "audit_entries"');
    await runner.query('DROP FUNCTION refuse_change_of_history()');
  }
}
