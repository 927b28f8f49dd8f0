import type { MigrationInterface, QueryRunner } from 'typeorm';

const FIGURES = `
  "series_id" integer NOT NULL,
  "at" TIMESTAMP WITH TIME ZONE NOT NULL,
  "windows" integer NOT NULL,
  "troubled" integer NOT NULL,
  "counted" integer NOT NULL,
  "requests" bigint NOT NULL,
  "errors" bigint NOT NULL,
  "latency" bytea NOT NULL,
  "gauged" integer NOT NULL,
  "cpus" double precision NOT NULL,
  "memory_bytes" double precision NOT NULL,
  "most_memory_bytes" bigint NOT NULL`;

const TABLES = ['metrics_10s', 'metrics_1m', 'metrics_10m'];

/** Partitions come and go with time; the console makes and drops them. */
export class Metrics1795000002400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "metric_series" (
        "id" integer GENERATED ALWAYS AS IDENTITY,
        "environment_id" uuid NOT NULL,
        "bin_id" uuid NOT NULL,
        "version_id" uuid,
        "stratum" text NOT NULL,
        CONSTRAINT "pk_metric_series" PRIMARY KEY ("id"),
        CONSTRAINT "uq_metric_series" UNIQUE NULLS NOT DISTINCT ("environment_id", "bin_id", "version_id", "stratum"),
        CONSTRAINT "fk_metric_series_environment_id" FOREIGN KEY ("environment_id") REFERENCES "environments"("id") ON DELETE CASCADE,
        CONSTRAINT "fk_metric_series_bin_id" FOREIGN KEY ("bin_id") REFERENCES "bins"("id") ON DELETE CASCADE,
        CONSTRAINT "fk_metric_series_version_id" FOREIGN KEY ("version_id") REFERENCES "bin_versions"("id") ON DELETE CASCADE
      )`);
    await runner.query('CREATE INDEX "ix_metric_series_bin_id" ON "metric_series" ("bin_id")');
    await runner.query('CREATE INDEX "ix_metric_series_version_id" ON "metric_series" ("version_id")');
    for (const table of TABLES) {
      const key = `CONSTRAINT "pk_${table}" PRIMARY KEY ("series_id", "at")`;
      await runner.query(`CREATE TABLE "${table}" (${FIGURES}, ${key}) PARTITION BY RANGE ("at")`);
    }
    await runner.query(`
      CREATE TABLE "node_measurements" (
        "node_id" text NOT NULL,
        "at" TIMESTAMP WITH TIME ZONE NOT NULL,
        "content" text NOT NULL,
        CONSTRAINT "pk_node_measurements" PRIMARY KEY ("node_id", "at")
      ) PARTITION BY RANGE ("at")`);
    await runner.query(`
      CREATE UNLOGGED TABLE "node_measured" (
        "node_id" text NOT NULL,
        "until" TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT "pk_node_measured" PRIMARY KEY ("node_id")
      ) WITH (fillfactor = 60)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['node_measured', 'node_measurements', ...TABLES, 'metric_series'])
      await runner.query(`DROP TABLE "${table}"`);
  }
}
