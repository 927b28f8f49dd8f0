import type { MigrationInterface, QueryRunner } from 'typeorm';

const SEVERITY = `CHECK (severity IN ('critical', 'warning', 'info'))`;

const TABLES = [
  // A person's own e-mails are a channel like others, with the person in `user_id`.
  `CREATE TABLE notification_channels (
    id uuid NOT NULL DEFAULT uuidv7(),
    project_id uuid,
    user_id uuid,
    name text NOT NULL,
    kind text NOT NULL,
    sealed_url text,
    sealed_secret text,
    recipients text[] NOT NULL DEFAULT '{}',
    host text,
    language text NOT NULL,
    is_enabled boolean NOT NULL,
    quiet_hours jsonb,
    templates jsonb NOT NULL DEFAULT '{}',
    revision integer NOT NULL DEFAULT 1,
    changed_by_name text NOT NULL,
    changed_at timestamptz NOT NULL,
    failing_since timestamptz,
    refusals integer NOT NULL DEFAULT 0,
    last_error text,
    last_sent_at timestamptz,
    disabled_at timestamptz,
    not_before timestamptz,
    bucket_full_at timestamptz,
    lease_id uuid,
    lease_until timestamptz,
    CONSTRAINT pk_notification_channels PRIMARY KEY (id),
    CONSTRAINT uq_notification_channels_user_id UNIQUE (user_id),
    CONSTRAINT ck_notification_channels_kind CHECK (kind IN ('dingtalk', 'wecom', 'feishu', 'slack', 'email', 'webhook')),
    CONSTRAINT ck_notification_channels_language CHECK (language IN ('en', 'zh')),
    CONSTRAINT ck_notification_channels_owner CHECK (user_id IS NULL OR project_id IS NULL),
    CONSTRAINT fk_notification_channels_project_id FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE,
    CONSTRAINT fk_notification_channels_user_id FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
  )`,
  `CREATE UNIQUE INDEX notification_channels_name ON notification_channels (project_id, name) NULLS NOT DISTINCT WHERE user_id IS NULL`,
  `CREATE TABLE notification_subscriptions (
    id uuid NOT NULL DEFAULT uuidv7(),
    channel_id uuid NOT NULL,
    place integer NOT NULL,
    project_id uuid,
    environment_id uuid,
    event_types text[] NOT NULL DEFAULT '{}',
    least_severity text NOT NULL DEFAULT 'info',
    CONSTRAINT pk_notification_subscriptions PRIMARY KEY (id),
    CONSTRAINT ck_notification_subscriptions_severity CHECK (least_severity IN ('critical', 'warning', 'info')),
    CONSTRAINT fk_notification_subscriptions_channel_id FOREIGN KEY (channel_id) REFERENCES notification_channels (id) ON DELETE CASCADE,
    CONSTRAINT fk_notification_subscriptions_project_id FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE,
    CONSTRAINT fk_notification_subscriptions_environment_id FOREIGN KEY (environment_id) REFERENCES environments (id) ON DELETE CASCADE
  )`,
  'CREATE INDEX notification_subscriptions_of_channel ON notification_subscriptions (channel_id)',
  // Written together with what it tells of. What it is about may be gone before the message is.
  `CREATE TABLE notification_events (
    id bigint GENERATED ALWAYS AS IDENTITY,
    message_id uuid NOT NULL DEFAULT uuidv7(),
    type text NOT NULL,
    severity text NOT NULL,
    project_id uuid,
    environment_id uuid,
    release_id uuid,
    subject jsonb NOT NULL,
    data jsonb NOT NULL,
    once_key text,
    at timestamptz NOT NULL,
    spread_at timestamptz,
    CONSTRAINT pk_notification_events PRIMARY KEY (id),
    CONSTRAINT uq_notification_events_once_key UNIQUE (once_key),
    CONSTRAINT ck_notification_events_severity ${SEVERITY},
    CONSTRAINT fk_notification_events_project_id FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE,
    CONSTRAINT fk_notification_events_environment_id FOREIGN KEY (environment_id) REFERENCES environments (id) ON DELETE CASCADE
  )`,
  'CREATE INDEX notification_events_unspread ON notification_events (id) WHERE spread_at IS NULL',
  'CREATE INDEX notification_events_of_release ON notification_events (release_id, id) WHERE release_id IS NOT NULL',
  'CREATE INDEX notification_events_at ON notification_events (at)',
  `CREATE TABLE notification_deliveries (
    id bigint GENERATED ALWAYS AS IDENTITY,
    event_id bigint NOT NULL,
    channel_id uuid NOT NULL,
    release_id uuid,
    state text NOT NULL DEFAULT 'waiting',
    attempts integer NOT NULL DEFAULT 0,
    next_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    finished_at timestamptz,
    last_status integer,
    last_answer text,
    merged_with bigint,
    CONSTRAINT pk_notification_deliveries PRIMARY KEY (id),
    CONSTRAINT uq_notification_deliveries_event_id_channel_id UNIQUE (event_id, channel_id),
    CONSTRAINT ck_notification_deliveries_state CHECK (state IN ('waiting', 'sent', 'failed')),
    CONSTRAINT fk_notification_deliveries_event_id FOREIGN KEY (event_id) REFERENCES notification_events (id) ON DELETE CASCADE,
    CONSTRAINT fk_notification_deliveries_channel_id FOREIGN KEY (channel_id) REFERENCES notification_channels (id) ON DELETE CASCADE
  )`,
  `CREATE INDEX notification_deliveries_waiting ON notification_deliveries (channel_id, id) WHERE state = 'waiting'`,
  'CREATE INDEX notification_deliveries_of_channel ON notification_deliveries (channel_id, id DESC)',
  `CREATE TABLE notification_attempts (
    id bigint GENERATED ALWAYS AS IDENTITY,
    delivery_id bigint NOT NULL,
    at timestamptz NOT NULL,
    duration_ms integer NOT NULL,
    outcome text NOT NULL,
    status integer,
    answer text NOT NULL,
    CONSTRAINT pk_notification_attempts PRIMARY KEY (id),
    CONSTRAINT ck_notification_attempts_outcome CHECK (outcome IN ('sent', 'retry', 'refused')),
    CONSTRAINT fk_notification_attempts_delivery_id FOREIGN KEY (delivery_id) REFERENCES notification_deliveries (id) ON DELETE CASCADE
  )`,
  'CREATE INDEX notification_attempts_of_delivery ON notification_attempts (delivery_id, id)',
];

export class Notifications1795000002550 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of TABLES) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    const names = ['attempts', 'deliveries', 'events', 'subscriptions', 'channels'];
    for (const name of names) await runner.query('DROP TABLE notification_' + name);
  }
}
