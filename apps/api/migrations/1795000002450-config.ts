import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = [
  `ALTER TABLE bins ADD COLUMN kind text NOT NULL DEFAULT 'program', ADD CONSTRAINT ck_bins_kind CHECK (kind IN ('program', 'config'))`,
  `ALTER TABLE bin_versions ADD COLUMN author_ids uuid[] NOT NULL DEFAULT '{}'`,
  'CREATE INDEX releases_by_bin_names ON releases USING gin (bin_names)',
  `CREATE TABLE sealed_blobs (
    sha256 text NOT NULL,
    sealed text NOT NULL,
    CONSTRAINT pk_sealed_blobs PRIMARY KEY (sha256)
  )`,
  `CREATE TABLE config_files (
    id uuid NOT NULL DEFAULT uuidv7(),
    project_id uuid NOT NULL,
    bin_id uuid NOT NULL,
    name text NOT NULL,
    format text NOT NULL,
    description text NOT NULL DEFAULT '',
    schema jsonb,
    is_secret boolean NOT NULL DEFAULT false,
    revision integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    created_by_name text NOT NULL,
    archived_at timestamptz,
    CONSTRAINT pk_config_files PRIMARY KEY (id),
    CONSTRAINT uq_config_files_project_id_name UNIQUE (project_id, name),
    CONSTRAINT uq_config_files_bin_id UNIQUE (bin_id),
    CONSTRAINT fk_config_files_project_id FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE,
    CONSTRAINT fk_config_files_bin_id FOREIGN KEY (bin_id) REFERENCES bins (id)
  )`,
  `CREATE TABLE config_versions (
    id uuid NOT NULL DEFAULT uuidv7(),
    file_id uuid NOT NULL,
    environment_id uuid,
    number integer NOT NULL,
    parent_number integer NOT NULL,
    kind text NOT NULL,
    text text,
    sealed text,
    removed_keys text[] NOT NULL DEFAULT '{}',
    is_deleted boolean NOT NULL DEFAULT false,
    sha256 text,
    message text NOT NULL DEFAULT '',
    author_id uuid NOT NULL,
    author_name text NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT pk_config_versions PRIMARY KEY (id),
    CONSTRAINT ck_config_versions_kind CHECK (kind IN ('edit', 'import', 'promotion', 'rollback', 'deletion')),
    CONSTRAINT fk_config_versions_file_id FOREIGN KEY (file_id) REFERENCES config_files (id) ON DELETE CASCADE,
    CONSTRAINT fk_config_versions_environment_id FOREIGN KEY (environment_id) REFERENCES environments (id) ON DELETE CASCADE,
    CONSTRAINT fk_config_versions_author_id FOREIGN KEY (author_id) REFERENCES users (id)
  )`,
  `CREATE UNIQUE INDEX config_versions_one ON config_versions (file_id, environment_id, number) NULLS NOT DISTINCT`,
  `CREATE TABLE config_drafts (
    file_id uuid NOT NULL,
    environment_id uuid NOT NULL,
    sha256 text,
    CONSTRAINT pk_config_drafts PRIMARY KEY (file_id, environment_id),
    CONSTRAINT fk_config_drafts_file_id FOREIGN KEY (file_id) REFERENCES config_files (id) ON DELETE CASCADE,
    CONSTRAINT fk_config_drafts_environment_id FOREIGN KEY (environment_id) REFERENCES environments (id) ON DELETE CASCADE
  )`,
  `CREATE TABLE config_publications (
    id uuid NOT NULL DEFAULT uuidv7(),
    file_id uuid NOT NULL,
    environment_id uuid NOT NULL,
    number integer NOT NULL,
    bin_version_id uuid NOT NULL,
    base_number integer NOT NULL,
    override_number integer NOT NULL,
    text text,
    sealed text,
    text_sha256 text,
    secret_names text[] NOT NULL DEFAULT '{}',
    published_by_name text NOT NULL,
    published_at timestamptz NOT NULL,
    CONSTRAINT pk_config_publications PRIMARY KEY (id),
    CONSTRAINT uq_config_publications_file_id_environment_id_number UNIQUE (file_id, environment_id, number),
    CONSTRAINT fk_config_publications_file_id FOREIGN KEY (file_id) REFERENCES config_files (id) ON DELETE CASCADE,
    CONSTRAINT fk_config_publications_environment_id FOREIGN KEY (environment_id) REFERENCES environments (id) ON DELETE CASCADE,
    CONSTRAINT fk_config_publications_bin_version_id FOREIGN KEY (bin_version_id) REFERENCES bin_versions (id)
  )`,
  'CREATE INDEX ix_config_publications_bin_version_id ON config_publications (bin_version_id)',
  `CREATE TABLE config_secrets (
    id uuid NOT NULL DEFAULT uuidv7(),
    project_id uuid NOT NULL,
    name text NOT NULL,
    environment_id uuid,
    sealed text NOT NULL,
    revision integer NOT NULL DEFAULT 1,
    changed_by_name text NOT NULL,
    changed_at timestamptz NOT NULL,
    CONSTRAINT pk_config_secrets PRIMARY KEY (id),
    CONSTRAINT fk_config_secrets_project_id FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE,
    CONSTRAINT fk_config_secrets_environment_id FOREIGN KEY (environment_id) REFERENCES environments (id) ON DELETE CASCADE
  )`,
  `CREATE UNIQUE INDEX config_secrets_one ON config_secrets (project_id, name, environment_id) NULLS NOT DISTINCT`,
  `CREATE TABLE config_editors (
    file_id uuid NOT NULL,
    layer text NOT NULL,
    user_id uuid NOT NULL,
    seen_at timestamptz NOT NULL,
    CONSTRAINT pk_config_editors PRIMARY KEY (file_id, layer, user_id),
    CONSTRAINT fk_config_editors_file_id FOREIGN KEY (file_id) REFERENCES config_files (id) ON DELETE CASCADE,
    CONSTRAINT fk_config_editors_user_id FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
  )`,
  'CREATE INDEX ix_config_editors_seen_at ON config_editors (seen_at)',
];

const DOWN = [
  ...[
    'config_editors',
    'config_secrets',
    'config_publications',
    'config_drafts',
    'config_versions',
    'config_files',
    'sealed_blobs',
  ].map((table) => `DROP TABLE ${table}`),
  'DROP INDEX releases_by_bin_names',
  'ALTER TABLE bin_versions DROP COLUMN author_ids',
  'ALTER TABLE bins DROP COLUMN kind',
];

/** Files of configuration, their versions and secrets, and the versions of bins that their published texts become. */
export class Config1795000002450 implements MigrationInterface {
  readonly name = 'Config1795000002450';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
