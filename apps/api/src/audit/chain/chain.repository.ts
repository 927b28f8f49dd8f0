import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import type { EntryContent } from './chain-hash.js';
import type { ChainHead, SealedHead } from './chain-head.js';

export interface ChainedEntry extends EntryContent {
  readonly seq: number;
  readonly hash: Buffer;
  readonly seal: Buffer | null;
}

type HeadRow = Omit<SealedHead, 'removed' | 'unsealed' | 'count'> &
  Record<'removed' | 'unsealed' | 'count', string>;
type EntryRow = Omit<ChainedEntry, 'seq'> & { readonly seq: string };

const HEAD = 'SELECT removed, removed_hash AS "removedHash", unsealed, count, hash, seal FROM audit_chain';

const LOCK = HEAD.replace(
  ' FROM',
  ', ARRAY(SELECT uuidv7() FROM generate_series(1, $1::int))::text[] AS ids FROM',
);

const APPEND = `
  WITH added AS (
    INSERT INTO audit_entries (id, seq, at, actor_kind, actor_id, actor_name, actor_token_id, actor_token_name, action,
      subject_type, subject_id, subject_name, project_id, reason, data, request_id, address, user_agent, hash, seal)
    SELECT id, seq, at, actor ->> 'kind', actor ->> 'id', actor ->> 'name', (actor #>> '{token,id}')::uuid,
      actor #>> '{token,name}', action, subject ->> 'type',
      subject ->> 'id', subject ->> 'name', "projectId", reason, data, "requestId", address, "userAgent",
      decode(hash, 'hex'), decode(seal, 'hex')
    FROM jsonb_to_recordset($1::jsonb) AS entry (id uuid, seq bigint, at timestamptz, actor jsonb, action text,
      subject jsonb, "projectId" uuid, reason text, data jsonb, "requestId" text, address text, "userAgent" text,
      hash text, seal text)
  )
  UPDATE audit_chain SET count = $2, hash = $3, seal = $4`;

const CONTENT = `id, jsonb_build_object('kind', actor_kind, 'id', actor_id, 'name', actor_name, 'token',
    CASE WHEN actor_token_id IS NOT NULL THEN jsonb_build_object('id', actor_token_id, 'name', actor_token_name) END) AS actor,
  action,
  jsonb_build_object('type', subject_type, 'id', subject_id, 'name', subject_name) AS subject,
  project_id AS "projectId", reason, data, request_id AS "requestId", address, user_agent AS "userAgent"`;

/** To the microsecond, and never a date that JavaScript has no word for: who changes the table writes what he likes. */
const AT = `coalesce(to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), at::text) AS at`;

const AFTER = `SELECT seq, hash, seal, ${AT}, ${CONTENT} FROM audit_entries WHERE seq > $1 ORDER BY seq LIMIT $2`;

const LAST_BEFORE = `
  SELECT seq, hash FROM audit_entries
  WHERE seq <= $2 AND seq < coalesce(
    (SELECT seq FROM audit_entries WHERE at >= $1 ORDER BY seq LIMIT 1), 9223372036854775807)
  ORDER BY seq DESC LIMIT 1`;

@Injectable()
export class ChainRepository {
  async head(tx: Tx): Promise<SealedHead | undefined> {
    return headOf(await tx.query<HeadRow[]>(HEAD));
  }

  /** Whoever has it is the next to commit. With ids for `count` entries, so that it is asked for nothing else meanwhile. */
  async lockHead(
    tx: Tx,
    count: number,
  ): Promise<{ readonly head: SealedHead; readonly ids: readonly string[] }> {
    const rows = await tx.query<(HeadRow & { readonly ids: readonly string[] })[]>(`${LOCK} FOR UPDATE`, [
      count,
    ]);
    const head = headOf(rows);
    if (!head) throw new Error('the head of the audit log is missing; no change can be recorded');
    return { head, ids: rows[0]?.ids ?? [] };
  }

  async append(tx: Tx, entries: readonly ChainedEntry[], head: ChainHead, seal: Buffer): Promise<void> {
    const rows = entries.map((entry) => ({
      ...entry,
      hash: entry.hash.toString('hex'),
      seal: entry.seal?.toString('hex') ?? null,
    }));
    await tx.query(APPEND, [JSON.stringify(rows), head.count, head.hash, seal]);
  }

  async after(tx: Tx, seq: number, limit: number): Promise<readonly ChainedEntry[]> {
    const rows = await tx.query<EntryRow[]>(AFTER, [seq, limit]);
    return rows.map((row) => ({ ...row, seq: Number(row.seq), at: `${row.at.replace(/000$/, '')}Z` }));
  }

  async oldestAt(tx: Tx): Promise<Date | null> {
    const [row] = await tx.query<{ at: Date }[]>('SELECT at FROM audit_entries ORDER BY seq LIMIT 1');
    return row?.at ?? null;
  }

  /** The last of the entries at the beginning that are all older, and of no higher number. */
  async lastBefore(
    tx: Tx,
    before: Date,
    highest: number,
  ): Promise<{ readonly seq: number; readonly hash: Buffer } | null> {
    const [row] = await tx.query<{ seq: string; hash: Buffer }[]>(LAST_BEFORE, [before, highest]);
    return row ? { seq: Number(row.seq), hash: row.hash } : null;
  }

  /** The beginning moves first: the table lets nothing go that is not before it. */
  async removeUpTo(tx: Tx, { removed, removedHash }: ChainHead, seal: Buffer): Promise<void> {
    await tx.query('UPDATE audit_chain SET removed = $1, removed_hash = $2, seal = $3', [
      removed,
      removedHash,
      seal,
    ]);
    await tx.query('DELETE FROM audit_entries WHERE seq <= $1', [removed]);
  }

  async countEntries(tx: Tx): Promise<number> {
    const [row] = await tx.query<{ n: string }[]>('SELECT count(*) AS n FROM audit_entries');
    return Number(row?.n ?? 0);
  }

  /** What is read from now on, all of the transaction sees as it is at this moment. */
  async standStill(tx: Tx): Promise<void> {
    await tx.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
  }
}

function headOf([row]: readonly HeadRow[]): SealedHead | undefined {
  if (!row) return undefined;
  const { removed, removedHash, unsealed, count, hash, seal } = row;
  return {
    removed: Number(removed),
    removedHash,
    unsealed: Number(unsealed),
    count: Number(count),
    hash,
    seal,
  };
}
