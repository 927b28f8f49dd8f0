import { createHash } from 'node:crypto';
import stringify from 'fast-json-stable-stringify';
import type { MigrationInterface, QueryRunner } from 'typeorm';

interface Row {
  readonly id: string;
  readonly content: Readonly<Record<string, unknown>>;
}

const BATCH = 2_000;

/** The hash of an entry as it was when chains began; what later versions hash otherwise, they say in their migration. */
const PAGE = `
  SELECT id, jsonb_build_object(
    'id', id, 'action', action,
    'at', regexp_replace(to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '000$', '') || 'Z',
    'actor', jsonb_strip_nulls(jsonb_build_object('kind', actor_kind, 'id', actor_id, 'name', actor_name)),
    'subject', jsonb_strip_nulls(jsonb_build_object('type', subject_type, 'id', subject_id, 'name', subject_name)),
    'data', data)
    || jsonb_strip_nulls(jsonb_build_object('projectId', project_id, 'reason', reason)) AS content
  FROM audit_entries WHERE $1::uuid IS NULL OR id > $1 ORDER BY id LIMIT ${BATCH}`;

export class AuditChain1795000001800 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of BEFORE) await runner.query(statement);
    await chainAll(runner);
    for (const statement of AFTER) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}

async function chainAll(runner: QueryRunner): Promise<void> {
  let hash: Buffer = Buffer.alloc(32);
  let seq = 0;
  for (let last: string | null = null; ;) {
    const rows = (await runner.query(PAGE, [last])) as readonly Row[];
    const hashes = rows.map(({ content }) => {
      hash = createHash('sha256').update(hash).update(stringify(content)).digest();
      return hash.toString('hex');
    });
    await runner.query(
      `UPDATE audit_entries SET seq = $1::bigint + chained.place, hash = decode(chained.hash, 'hex')
      FROM unnest($2::uuid[], $3::text[]) WITH ORDINALITY AS chained (id, hash, place) WHERE audit_entries.id = chained.id`,
      [seq, rows.map(({ id }) => id), hashes],
    );
    seq += rows.length;
    last = rows.at(-1)?.id ?? null;
    if (rows.length < BATCH) break;
  }
  await runner.query(
    "INSERT INTO audit_chain VALUES (1, 0, decode(repeat('00', 32), 'hex'), $1::bigint, $1::bigint, $2, NULL)",
    [seq, hash],
  );
}

const BEFORE = [
  'ALTER TABLE audit_entries DISABLE TRIGGER tr_audit_entries_append_only',
  `ALTER TABLE audit_entries ADD COLUMN seq bigint, ADD COLUMN request_id text, ADD COLUMN address text,
    ADD COLUMN user_agent text, ADD COLUMN hash bytea, ADD COLUMN seal bytea`,
  // Every change of everybody updates it, and each of its versions is dead a moment later.
  `CREATE TABLE audit_chain (
    id integer NOT NULL,
    removed bigint NOT NULL,
    removed_hash bytea NOT NULL,
    unsealed bigint NOT NULL,
    count bigint NOT NULL,
    hash bytea NOT NULL,
    seal bytea,
    CONSTRAINT pk_audit_chain PRIMARY KEY (id),
    CONSTRAINT ck_audit_chain_one_row CHECK (id = 1)
  ) WITH (fillfactor = 10)`,
];

const AFTER = [
  'ALTER TABLE audit_entries ALTER COLUMN seq SET NOT NULL, ALTER COLUMN hash SET NOT NULL',
  'ALTER TABLE audit_entries ADD CONSTRAINT uq_audit_entries_seq UNIQUE (seq)',
  'DROP INDEX ix_audit_entries_project_id',
  'DROP INDEX ix_audit_entries_subject',
  'CREATE INDEX ix_audit_entries_project_id ON audit_entries (project_id, seq)',
  'CREATE INDEX ix_audit_entries_subject ON audit_entries (subject_type, subject_id, seq)',
  'CREATE INDEX ix_audit_entries_actor_id ON audit_entries (actor_id, seq)',
  // Retention first moves the beginning of the chain; what then lies before it may go.
  `CREATE OR REPLACE FUNCTION refuse_change_of_history() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'DELETE' THEN
      IF OLD.seq <= (SELECT removed FROM audit_chain) THEN
        RETURN OLD;
      END IF;
    END IF;
    RAISE EXCEPTION 'rows of % are never changed or removed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
  END $$`,
  'ALTER TABLE audit_entries ENABLE TRIGGER tr_audit_entries_append_only',
];

const DOWN = [
  `CREATE OR REPLACE FUNCTION refuse_change_of_history() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION 'rows of % are never changed or removed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
  END $$`,
  'DROP TABLE audit_chain',
  'DROP INDEX ix_audit_entries_actor_id',
  'DROP INDEX ix_audit_entries_project_id',
  'DROP INDEX ix_audit_entries_subject',
  `ALTER TABLE audit_entries DROP COLUMN seq, DROP COLUMN request_id, DROP COLUMN address, DROP COLUMN user_agent,
    DROP COLUMN hash, DROP COLUMN seal`,
  'CREATE INDEX ix_audit_entries_project_id ON audit_entries (project_id, id)',
  'CREATE INDEX ix_audit_entries_subject ON audit_entries (subject_type, subject_id, id)',
];
