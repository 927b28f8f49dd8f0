import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import type { NodeEventRow } from './node-report.js';

const INSERT = `
  INSERT INTO node_events (node_id, bin_id, kind, generation, attempt, seq, phase, duration_ms, error_code, error_message, said_at, data)
  SELECT * FROM unnest($1::text[], $2::uuid[], $3::text[], $4::bigint[], $5::integer[], $6::bigint[], $7::text[], $8::bigint[],
    $9::text[], $10::text[], $11::timestamptz[], $12::jsonb[])
  ON CONFLICT DO NOTHING`;

const TRIM = `
  DELETE FROM node_events WHERE id IN (SELECT id FROM node_events WHERE at < $1 ORDER BY id LIMIT 5000 FOR UPDATE SKIP LOCKED)`;

@Injectable()
export class NodeEventsRepository {
  /** The same progress said again adds nothing. */
  async append(tx: Tx, rows: readonly NodeEventRow[]): Promise<void> {
    if (rows.length === 0) return;
    await tx.query(INSERT, [
      rows.map(({ nodeId }) => nodeId),
      rows.map(({ binId }) => binId),
      rows.map(({ kind }) => kind),
      rows.map(({ generation }) => generation),
      rows.map(({ attempt }) => attempt),
      rows.map(({ seq }) => seq),
      rows.map(({ phase }) => phase),
      rows.map(({ durationMs }) => durationMs),
      rows.map(({ error }) => error?.code ?? null),
      rows.map(({ error }) => error?.message ?? null),
      rows.map(({ saidAt }) => saidAt),
      rows.map(({ data }) => JSON.stringify(data)),
    ]);
  }

  /** Number of lines dropped; call again while it is large. */
  async trim(tx: Tx, olderThan: Date): Promise<number> {
    const [, count] = await tx.query<[unknown, number]>(TRIM, [olderThan]);
    return count;
  }
}
