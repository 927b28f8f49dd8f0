import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Bins1795000000400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...TABLES, ...IMMUTABILITY]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['artifacts', 'bin_versions', 'bins']) await runner.query(`DROP TABLE "${table}"`);
    await runner.query('DROP FUNCTION refuse_other_bytes, refuse_other_name');
  }
}

const TABLES = [
  `CREATE TABLE "bins" (
    "id" uuid NOT NULL DEFAULT uuidv7(),
    "name" text NOT NULL,
    "project_id" uuid NOT NULL,
    "description" text NOT NULL DEFAULT '',
    "created_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "created_by" uuid,
    CONSTRAINT "pk_bins" PRIMARY KEY ("id"),
    CONSTRAINT "uq_bins_name" UNIQUE ("name"),
    CONSTRAINT "fk_bins_project_id" FOREIGN KEY ("project_id") REFERENCES "projects"("id"),
    CONSTRAINT "fk_bins_created_by" FOREIGN KEY ("created_by") REFERENCES "users"("id")
  )`,
  'CREATE INDEX "ix_bins_project_id" ON "bins" ("project_id")',
  `CREATE TABLE "bin_versions" (
    "id" uuid NOT NULL DEFAULT uuidv7(),
    "bin_id" uuid NOT NULL,
    "version" text NOT NULL,
    "created_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "created_by" uuid,
    "withdrawn_at" TIMESTAMP WITH TIME ZONE,
    "withdrawn_by" uuid,
    "withdraw_reason" text,
    CONSTRAINT "pk_bin_versions" PRIMARY KEY ("id"),
    CONSTRAINT "uq_bin_versions_bin_id_version" UNIQUE ("bin_id", "version"),
    CONSTRAINT "fk_bin_versions_bin_id" FOREIGN KEY ("bin_id") REFERENCES "bins"("id"),
    CONSTRAINT "fk_bin_versions_created_by" FOREIGN KEY ("created_by") REFERENCES "users"("id"),
    CONSTRAINT "fk_bin_versions_withdrawn_by" FOREIGN KEY ("withdrawn_by") REFERENCES "users"("id")
  )`,
  `CREATE TABLE "artifacts" (
    "id" uuid NOT NULL DEFAULT uuidv7(),
    "version_id" uuid NOT NULL,
    "arch" text NOT NULL,
    "kind" text NOT NULL DEFAULT 'file',
    "sha256" text NOT NULL,
    "size_bytes" bigint NOT NULL,
    "file_name" text NOT NULL,
    "uploaded_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "uploaded_by" uuid,
    CONSTRAINT "pk_artifacts" PRIMARY KEY ("id"),
    CONSTRAINT "uq_artifacts_version_id_arch" UNIQUE ("version_id", "arch"),
    CONSTRAINT "ck_artifacts_sha256" CHECK ("sha256" ~ '^[0-9a-f]{64}$'),
    CONSTRAINT "fk_artifacts_version_id" FOREIGN KEY ("version_id") REFERENCES "bin_versions"("id"),
    CONSTRAINT "fk_artifacts_uploaded_by" FOREIGN KEY ("uploaded_by") REFERENCES "users"("id")
  )`,
  'CREATE INDEX "ix_artifacts_sha256" ON "artifacts" ("sha256")',
];

// What a version is made of must hold for every code path, also for one that nobody has written yet.
const IMMUTABILITY = [
  `CREATE FUNCTION refuse_other_bytes() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION 'an artifact is never changed or removed' USING ERRCODE = 'restrict_violation';
  END $$`,
  `CREATE TRIGGER "tr_artifacts_immutable" BEFORE UPDATE OR DELETE ON "artifacts"
  FOR EACH ROW EXECUTE FUNCTION refuse_other_bytes()`,
  `CREATE FUNCTION refuse_other_name() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION 'a version keeps its bin and its name' USING ERRCODE = 'restrict_violation';
  END $$`,
  `CREATE TRIGGER "tr_bin_versions_named_once" BEFORE UPDATE ON "bin_versions" FOR EACH ROW
  WHEN (NEW.bin_id <> OLD.bin_id OR NEW.version <> OLD.version) EXECUTE FUNCTION refuse_other_name()`,
];
