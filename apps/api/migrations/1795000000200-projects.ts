import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Projects1795000000200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "projects" (
        "id" uuid NOT NULL DEFAULT uuidv7(),
        "code" text NOT NULL,
        "name" text NOT NULL,
        "description" text NOT NULL DEFAULT '',
        "owner" text NOT NULL DEFAULT '',
        "repository_url" text NOT NULL DEFAULT '',
        "build_tool" text NOT NULL DEFAULT '',
        "deployment_type" text NOT NULL DEFAULT 'hosts',
        "archived_at" TIMESTAMP WITH TIME ZONE,
        "revision" integer NOT NULL DEFAULT 1,
        "created_at" TIMESTAMP WITH TIME ZONE NOT NULL,
        "updated_at" TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT "pk_projects" PRIMARY KEY ("id"),
        CONSTRAINT "uq_projects_code" UNIQUE ("code")
      )`);
    await runner.query(`
      CREATE TABLE "environments" (
        "id" uuid NOT NULL DEFAULT uuidv7(),
        "project_id" uuid NOT NULL,
        "code" text NOT NULL,
        "name" text NOT NULL,
        "position" integer NOT NULL,
        "is_production" boolean NOT NULL DEFAULT false,
        "required_approvals" integer NOT NULL DEFAULT 0,
        "rollback_window_hours" integer NOT NULL DEFAULT 72,
        CONSTRAINT "pk_environments" PRIMARY KEY ("id"),
        CONSTRAINT "uq_environments_project_id_code" UNIQUE ("project_id", "code"),
        CONSTRAINT "fk_environments_project_id" FOREIGN KEY ("project_id") REFERENCES "projects"("id") ON DELETE CASCADE
      )`);
    await runner.query(`
      CREATE TABLE "project_members" (
        "project_id" uuid NOT NULL,
        "user_id" uuid NOT NULL,
        "role" text NOT NULL,
        CONSTRAINT "pk_project_members" PRIMARY KEY ("project_id", "user_id"),
        CONSTRAINT "fk_project_members_project_id" FOREIGN KEY ("project_id") REFERENCES "projects"("id") ON DELETE CASCADE,
        CONSTRAINT "fk_project_members_user_id" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE
      )`);
    await runner.query('CREATE INDEX "ix_project_members_user_id" ON "project_members" ("user_id")');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['project_members', 'environments', 'projects'])
      await runner.query(`DROP TABLE "${table}"`);
  }
}
