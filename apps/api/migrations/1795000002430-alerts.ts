import type { MigrationInterface, QueryRunner } from 'typeorm';

const SEVERITY = `CHECK (severity IN ('critical', 'warning', 'info'))`;

const TABLES = [
  `CREATE TABLE alert_rules (
    id uuid NOT NULL DEFAULT uuidv7(),
    project_id uuid NOT NULL,
    environment_id uuid,
    bin_id uuid,
    name text NOT NULL,
    severity text NOT NULL,
    is_enabled boolean NOT NULL,
    condition jsonb NOT NULL,
    revision integer NOT NULL DEFAULT 1,
    changed_by_name text NOT NULL,
    changed_at timestamptz NOT NULL,
    CONSTRAINT pk_alert_rules PRIMARY KEY (id),
    CONSTRAINT uq_alert_rules_project_id_name UNIQUE (project_id, name),
    CONSTRAINT ck_alert_rules_severity ${SEVERITY},
    CONSTRAINT fk_alert_rules_project_id FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE,
    CONSTRAINT fk_alert_rules_environment_id FOREIGN KEY (environment_id) REFERENCES environments (id) ON DELETE CASCADE,
    CONSTRAINT fk_alert_rules_bin_id FOREIGN KEY (bin_id) REFERENCES bins (id) ON DELETE CASCADE
  )`,
  // What an alert was about stays readable when its rule is changed or gone, so it names the rule without a foreign key.
  `CREATE TABLE alerts (
    id uuid NOT NULL DEFAULT uuidv7(),
    rule_id uuid NOT NULL,
    rule_name text NOT NULL,
    severity text NOT NULL,
    condition jsonb NOT NULL,
    project_id uuid NOT NULL,
    environment_id uuid NOT NULL,
    release_id uuid,
    bin_id uuid,
    state text NOT NULL,
    since timestamptz NOT NULL,
    fired_at timestamptz,
    calm_since timestamptz,
    stale_since timestamptz,
    resolved_at timestamptz,
    ending text,
    value double precision,
    last_value double precision,
    facts jsonb NOT NULL,
    fired_told_at timestamptz,
    silenced_since timestamptz,
    acknowledged_by_id uuid,
    acknowledged_by_name text,
    acknowledged_at timestamptz,
    acknowledge_comment text,
    CONSTRAINT pk_alerts PRIMARY KEY (id),
    CONSTRAINT ck_alerts_severity ${SEVERITY},
    CONSTRAINT ck_alerts_state CHECK (
      (state = 'pending' AND fired_at IS NULL AND resolved_at IS NULL AND ending IS NULL)
      OR (state = 'firing' AND fired_at IS NOT NULL AND resolved_at IS NULL AND ending IS NULL)
      OR (state = 'resolved' AND fired_at IS NOT NULL AND resolved_at IS NOT NULL AND ending IS NOT NULL)),
    CONSTRAINT fk_alerts_project_id FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE,
    CONSTRAINT fk_alerts_environment_id FOREIGN KEY (environment_id) REFERENCES environments (id) ON DELETE CASCADE,
    CONSTRAINT fk_alerts_release_id FOREIGN KEY (release_id) REFERENCES releases (id) ON DELETE CASCADE,
    CONSTRAINT fk_alerts_bin_id FOREIGN KEY (bin_id) REFERENCES bins (id) ON DELETE CASCADE
  )`,
  // However many processes look, one thing that is wrong is one alert.
  `CREATE UNIQUE INDEX alerts_one_open ON alerts (rule_id, environment_id, release_id, bin_id) NULLS NOT DISTINCT
    WHERE state <> 'resolved'`,
  'CREATE INDEX alerts_of_project ON alerts (project_id, id DESC)',
  'CREATE INDEX alerts_resolved_at ON alerts (resolved_at) WHERE resolved_at IS NOT NULL',
  'CREATE INDEX alerts_of_environment ON alerts (environment_id)',
  'CREATE INDEX alerts_of_release ON alerts (release_id) WHERE release_id IS NOT NULL',
  `CREATE TABLE alert_events (
    id bigint GENERATED ALWAYS AS IDENTITY,
    alert_id uuid NOT NULL,
    kind text NOT NULL,
    at timestamptz NOT NULL,
    value double precision,
    CONSTRAINT pk_alert_events PRIMARY KEY (id),
    CONSTRAINT ck_alert_events_kind CHECK (kind IN ('fired', 'resolved')),
    CONSTRAINT fk_alert_events_alert_id FOREIGN KEY (alert_id) REFERENCES alerts (id) ON DELETE CASCADE
  )`,
  'CREATE INDEX alert_events_of_alert ON alert_events (alert_id)',
  `CREATE TABLE alert_silences (
    id uuid NOT NULL DEFAULT uuidv7(),
    project_id uuid NOT NULL,
    environment_id uuid,
    rule_id uuid,
    severity text,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    reason text NOT NULL,
    created_by_name text NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT pk_alert_silences PRIMARY KEY (id),
    CONSTRAINT ck_alert_silences_severity ${SEVERITY},
    CONSTRAINT ck_alert_silences_times CHECK (starts_at <= ends_at),
    CONSTRAINT fk_alert_silences_project_id FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE,
    CONSTRAINT fk_alert_silences_environment_id FOREIGN KEY (environment_id) REFERENCES environments (id) ON DELETE CASCADE,
    CONSTRAINT fk_alert_silences_rule_id FOREIGN KEY (rule_id) REFERENCES alert_rules (id) ON DELETE CASCADE
  )`,
  'CREATE INDEX alert_silences_of_project ON alert_silences (project_id, id DESC)',
  'CREATE INDEX alert_silences_ends_at ON alert_silences (ends_at)',
  // One row: when the rules were looked at last, and since when they have been without a longer break.
  `CREATE TABLE alert_looks (
    id boolean NOT NULL DEFAULT true,
    looked_at timestamptz NOT NULL,
    awake_since timestamptz NOT NULL,
    CONSTRAINT pk_alert_looks PRIMARY KEY (id),
    CONSTRAINT ck_alert_looks_one CHECK (id)
  )`,
];

export class Alerts1795000002430 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of TABLES) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['alert_looks', 'alert_silences', 'alert_events', 'alerts', 'alert_rules'])
      await runner.query('DROP TABLE ' + table);
  }
}
