import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../platform/database/index.js';
import type { LastWord } from '../rules/presence.js';

export interface PresenceRow extends LastWord {
  readonly nodeId: string;
}

const FIND = `
  SELECT node_id AS "nodeId", (extract(epoch FROM last_seen_at) * 1000)::float8 AS "lastSeenAt", expected_seconds AS "expectedSeconds"
  FROM node_presence WHERE node_id = ANY ($1::text[])`;

const SAVE = `
  INSERT INTO node_presence AS p (node_id, last_seen_at, expected_seconds)
  SELECT t.node_id, t.last_seen_at, t.expected_seconds
  FROM unnest($1::text[], $2::timestamptz[], $3::real[]) AS t (node_id, last_seen_at, expected_seconds)
  ORDER BY t.node_id
  ON CONFLICT (node_id) DO UPDATE SET
    last_seen_at = GREATEST(p.last_seen_at, excluded.last_seen_at), expected_seconds = excluded.expected_seconds
  WHERE excluded.last_seen_at > p.last_seen_at`;

// In the order in which they are saved, so that the two never wait for each other.
const BRING_BACK = `
  UPDATE node_presence SET last_seen_at = $2 WHERE node_id IN (
    SELECT node_id FROM node_presence WHERE last_seen_at > $1 ORDER BY node_id FOR UPDATE)`;

@Injectable()
export class PresenceRepository {
  constructor(private readonly database: Database) {}

  async find(
    nodeIds: readonly string[],
    tx: Tx = this.database.reader,
  ): Promise<ReadonlyMap<string, PresenceRow>> {
    const rows = await tx.query<PresenceRow[]>(FIND, [nodeIds]);
    return new Map(rows.map((row) => [row.nodeId, row]));
  }

  async save(tx: Tx, rows: readonly PresenceRow[]): Promise<void> {
    await tx.query(SAVE, [
      rows.map(({ nodeId }) => nodeId),
      rows.map(({ lastSeenAt }) => new Date(lastSeenAt)),
      rows.map(({ expectedSeconds }) => expectedSeconds),
    ]);
  }

  /** How many were said to be heard after `latest`, and count as heard now. */
  async bringBack(tx: Tx, latest: number, now: number): Promise<number> {
    const [, count] = await tx.query<[unknown, number]>(BRING_BACK, [new Date(latest), new Date(now)]);
    return count;
  }
}
