import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Nodes1795000000500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...IDENTITY, ...STATE, ...HISTORY]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.query('DROP TABLE IF EXISTS ' + table);
    await runner.query('DROP FUNCTION IF EXISTS desired_generation_must_grow');
  }
}

const TABLES = [
  'node_events',
  'baselines',
  'observed_state',
  'desired_state',
  'node_tokens',
  'node_presence',
  'node_memberships',
  'nodes',
  'enrolment_tokens',
];

const IDENTITY = [
  `CREATE TABLE enrolment_tokens (
    id uuid PRIMARY KEY DEFAULT uuidv7(),
    sha256 bytea NOT NULL UNIQUE,
    environment_ids uuid[] NOT NULL,
    labels jsonb NOT NULL DEFAULT '{}',
    lifecycle text NOT NULL CHECK (lifecycle IN ('observing', 'active')),
    max_uses integer NOT NULL CHECK (max_uses > 0),
    uses integer NOT NULL DEFAULT 0 CHECK (uses <= max_uses),
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz,
    created_by uuid,
    created_at timestamptz NOT NULL DEFAULT now()
  )`,
  `CREATE TABLE nodes (
    id text PRIMARY KEY CHECK (id ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$'),
    name text NOT NULL,
    is_named_by_people boolean NOT NULL DEFAULT false,
    host_name text,
    cpu_arch text,
    arch text,
    is_arch_set_by_people boolean NOT NULL DEFAULT false,
    os text,
    os_release text,
    kernel text,
    agent_version text,
    agent_instance text,
    protocol text CHECK (protocol IN ('agent', 'seed')),
    labels jsonb NOT NULL DEFAULT '{}',
    lifecycle text NOT NULL DEFAULT 'active'
      CHECK (lifecycle IN ('observing', 'active', 'maintenance', 'drained', 'retired', 'replaced')),
    held_reason text,
    held_until timestamptz,
    enrolment_token_id uuid REFERENCES enrolment_tokens (id),
    created_at timestamptz NOT NULL DEFAULT now()
  )`,
  'CREATE INDEX nodes_newest_first ON nodes (created_at DESC, id DESC)',
  'CREATE INDEX nodes_by_label ON nodes USING gin (labels jsonb_path_ops)',
  `CREATE TABLE node_memberships (
    node_id text NOT NULL REFERENCES nodes (id),
    project_id uuid NOT NULL REFERENCES projects (id),
    environment_id uuid NOT NULL REFERENCES environments (id),
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (node_id, project_id)
  )`,
  'CREATE INDEX node_memberships_by_environment ON node_memberships (environment_id, node_id)',
  'CREATE INDEX node_memberships_by_project ON node_memberships (project_id, node_id)',
  `CREATE TABLE node_presence (
    node_id text PRIMARY KEY REFERENCES nodes (id),
    last_seen_at timestamptz NOT NULL,
    expected_seconds real NOT NULL
  ) WITH (fillfactor = 70)`,
  `CREATE TABLE node_tokens (
    id uuid PRIMARY KEY DEFAULT uuidv7(),
    node_id text NOT NULL REFERENCES nodes (id),
    sha256 bytea NOT NULL,
    enrolment_token_id uuid REFERENCES enrolment_tokens (id),
    created_by uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    first_used_at timestamptz,
    revoked_at timestamptz,
    UNIQUE (sha256, node_id)
  )`,
  'CREATE INDEX node_tokens_by_node ON node_tokens (node_id)',
];

const STATE = [
  `CREATE TABLE desired_state (
    node_id text NOT NULL REFERENCES nodes (id),
    bin_id uuid NOT NULL REFERENCES bins (id),
    sha256 text CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    version_id uuid REFERENCES bin_versions (id),
    action text NOT NULL CHECK (action IN ('stage', 'activate', 'revert')),
    generation bigint NOT NULL CHECK (generation > 0),
    source text NOT NULL CHECK (source IN ('release', 'baseline', 'adopted', 'none')),
    release_id uuid,
    reason text,
    changed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (node_id, bin_id)
  )`,
  'CREATE INDEX desired_state_by_bin ON desired_state (bin_id, sha256)',
  'CREATE INDEX desired_state_by_release ON desired_state (release_id) WHERE release_id IS NOT NULL',
  // Agents act on growing generations only, so a fall would leave hosts deaf; no code path may cause one.
  `CREATE FUNCTION desired_generation_must_grow() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'the generation of a desired state must grow with every change'; END $$`,
  `CREATE TRIGGER desired_state_grows BEFORE UPDATE ON desired_state FOR EACH ROW
    WHEN (NEW.generation <= OLD.generation OR NEW.node_id <> OLD.node_id OR NEW.bin_id <> OLD.bin_id)
    EXECUTE FUNCTION desired_generation_must_grow()`,
  `CREATE TRIGGER desired_state_stays BEFORE DELETE ON desired_state FOR EACH ROW
    EXECUTE FUNCTION desired_generation_must_grow()`,
  `CREATE TABLE observed_state (
    node_id text NOT NULL REFERENCES nodes (id),
    bin_id uuid NOT NULL REFERENCES bins (id),
    sha256 text,
    source text CHECK (source IN ('process', 'file')),
    healthy boolean,
    generation bigint,
    running_order integer NOT NULL DEFAULT 0,
    kept text[] NOT NULL DEFAULT '{}',
    reported_at timestamptz,
    running_since timestamptz,
    progress_generation bigint,
    attempt integer NOT NULL DEFAULT 0,
    phase_rank smallint NOT NULL DEFAULT 0,
    seq bigint NOT NULL DEFAULT 0,
    phase text,
    error_code text,
    error_message text,
    progress_at timestamptz,
    PRIMARY KEY (node_id, bin_id)
  ) WITH (fillfactor = 80)`,
  'CREATE INDEX observed_state_by_bin ON observed_state (bin_id, sha256)',
  `CREATE TABLE baselines (
    environment_id uuid NOT NULL REFERENCES environments (id),
    bin_id uuid NOT NULL REFERENCES bins (id),
    version_id uuid NOT NULL REFERENCES bin_versions (id),
    set_by_release uuid,
    set_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (environment_id, bin_id)
  )`,
];

const HISTORY = [
  `CREATE TABLE node_events (
    id uuid PRIMARY KEY DEFAULT uuidv7(),
    node_id text NOT NULL REFERENCES nodes (id),
    bin_id uuid REFERENCES bins (id),
    kind text NOT NULL,
    generation bigint,
    attempt integer,
    seq bigint,
    phase text,
    duration_ms bigint,
    error_code text,
    error_message text,
    said_at timestamptz,
    data jsonb NOT NULL DEFAULT '{}',
    at timestamptz NOT NULL DEFAULT now()
  )`,
  'CREATE INDEX node_events_of_node ON node_events (node_id, id DESC)',
  `CREATE UNIQUE INDEX node_events_once ON node_events (node_id, bin_id, generation, attempt, seq) WHERE kind IN ('progress', 'impossible')`,
];
