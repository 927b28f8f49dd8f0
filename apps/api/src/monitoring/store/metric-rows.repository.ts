import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import { Figures, type FiguresRow } from './figures.js';
import type { Step } from './series.js';

export interface MetricRow {
  readonly seriesId: number;
  /** Begin of the step, in seconds since 1970. */
  readonly at: number;
  readonly figures: Figures;
}

type StoredRow = FiguresRow & { readonly seriesId: number; readonly at: number };

export const FIGURES = `
  r.windows, r.troubled, r.counted, r.requests::float8 AS requests, r.errors::float8 AS errors, r.latency, r.gauged, r.cpus,
  r.memory_bytes AS "memoryBytes", r.most_memory_bytes::float8 AS "mostMemoryBytes"`;

const COLUMNS = [
  'windows',
  'troubled',
  'counted',
  'requests',
  'errors',
  'latency',
  'gauged',
  'cpus',
  'memory_bytes',
  'most_memory_bytes',
];

const find = (table: string): string => `
  SELECT r.series_id AS "seriesId", extract(epoch FROM r.at)::float8 AS at, ${FIGURES}
  FROM ${table} r JOIN unnest($1::int[], $2::float8[]) AS q(series_id, at) ON r.series_id = q.series_id AND r.at = to_timestamp(q.at)`;

const save = (table: string): string => `
  INSERT INTO ${table} (series_id, at, ${COLUMNS.join(', ')})
  SELECT q.series_id, to_timestamp(q.at), ${COLUMNS.map((column) => `q.${column}`).join(', ')}
  FROM unnest($1::int[], $2::float8[], $3::int[], $4::int[], $5::int[], $6::bigint[], $7::bigint[], $8::bytea[], $9::int[],
    $10::float8[], $11::float8[], $12::bigint[]) AS q(series_id, at, ${COLUMNS.join(', ')})
  ON CONFLICT (series_id, at) DO UPDATE SET ${COLUMNS.map((column) => `${column} = excluded.${column}`).join(', ')}`;

/** What programs did, per series and step. */
@Injectable()
export class MetricRows {
  /** Adds to what is stored. The caller holds the series, so that nobody else adds meanwhile. */
  async add(tx: Tx, { table }: Step, rows: readonly MetricRow[]): Promise<void> {
    const keys = [rows.map(({ seriesId }) => seriesId), rows.map(({ at }) => at)];
    const stored = await tx.query<StoredRow[]>(find(table), keys);
    const known = new Map(stored.map((row) => [keyOf(row), Figures.ofRow(row)]));
    const sums = rows.map((row) => sumOf(row.figures, known.get(keyOf(row))));
    const values = (value: (row: FiguresRow) => unknown): unknown[] => sums.map(value);
    await tx.query(save(table), [
      ...keys,
      values(({ windows }) => windows),
      values(({ troubled }) => troubled),
      values(({ counted }) => counted),
      values(({ requests }) => requests),
      values(({ errors }) => errors),
      values(({ latency }) => Buffer.from(latency)),
      values(({ gauged }) => gauged),
      values(({ cpus }) => cpus),
      values(({ memoryBytes }) => memoryBytes),
      values(({ mostMemoryBytes }) => mostMemoryBytes),
    ]);
  }
}

function keyOf({ seriesId, at }: { readonly seriesId: number; readonly at: number }): string {
  return `${seriesId} ${at}`;
}

function sumOf(figures: Figures, stored: Figures | undefined): FiguresRow {
  stored?.merge(figures);
  return (stored ?? figures).row();
}
