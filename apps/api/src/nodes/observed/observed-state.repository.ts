import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import type { Observed, Progress, Running } from '../rules/observed-merge.js';
import { keyOf, type NodeBinKey } from './node-report.js';

interface ObservedRow {
  readonly nodeId: string;
  readonly binId: string;
  readonly sha256: string | null;
  readonly source: 'process' | 'file' | null;
  readonly healthy: boolean | null;
  readonly generation: number | null;
  readonly runningOrder: number;
  readonly kept: readonly string[];
  readonly reportedAt: Date | null;
  readonly runningSince: Date | null;
  readonly progressGeneration: number | null;
  readonly attempt: number;
  readonly phaseRank: number;
  readonly seq: number;
  readonly phase: string | null;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly progressAt: Date | null;
}

const CLAIM = `
  INSERT INTO observed_state (node_id, bin_id)
  SELECT p.node_id, p.bin_id FROM unnest($1::text[], $2::uuid[]) AS p (node_id, bin_id)
  ORDER BY 1, 2 ON CONFLICT DO NOTHING`;

const LOCK = `
  SELECT o.node_id AS "nodeId", o.bin_id AS "binId", o.sha256, o.source, o.healthy, o.generation::float8 AS generation,
    o.running_order AS "runningOrder", o.kept, o.reported_at AS "reportedAt", o.running_since AS "runningSince",
    o.progress_generation::float8 AS "progressGeneration", o.attempt, o.phase_rank AS "phaseRank", o.seq::float8 AS seq, o.phase,
    o.error_code AS "errorCode", o.error_message AS "errorMessage", o.progress_at AS "progressAt"
  FROM observed_state o JOIN unnest($1::text[], $2::uuid[]) AS p (node_id, bin_id) ON o.node_id = p.node_id AND o.bin_id = p.bin_id
  ORDER BY o.node_id, o.bin_id FOR UPDATE OF o`;

const SAVE_RUNNING = `
  UPDATE observed_state o SET sha256 = r.sha256, source = r.source, healthy = r.healthy, generation = r.generation,
    running_order = r.running_order, kept = ARRAY(SELECT jsonb_array_elements_text(r.kept)), reported_at = r.reported_at,
    running_since = r.running_since
  FROM unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::boolean[], $6::bigint[], $7::integer[], $8::jsonb[],
    $9::timestamptz[], $10::timestamptz[])
    AS r (node_id, bin_id, sha256, source, healthy, generation, running_order, kept, reported_at, running_since)
  WHERE o.node_id = r.node_id AND o.bin_id = r.bin_id`;

const SAVE_PROGRESS = `
  UPDATE observed_state o SET progress_generation = r.generation, attempt = r.attempt, phase_rank = r.phase_rank, seq = r.seq,
    phase = r.phase, error_code = r.error_code, error_message = r.error_message, progress_at = r.progress_at
  FROM unnest($1::text[], $2::uuid[], $3::bigint[], $4::integer[], $5::smallint[], $6::bigint[], $7::text[], $8::text[],
    $9::text[], $10::timestamptz[])
    AS r (node_id, bin_id, generation, attempt, phase_rank, seq, phase, error_code, error_message, progress_at)
  WHERE o.node_id = r.node_id AND o.bin_id = r.bin_id`;

export interface ObservedChange extends NodeBinKey {
  readonly before: Observed;
  readonly after: Observed;
}

/** One row per node and bin. Rows are locked in one order everywhere, so that two API processes can't block each other. */
@Injectable()
export class ObservedStateRepository {
  async lock(tx: Tx, keys: readonly NodeBinKey[]): Promise<Map<string, Observed>> {
    const columns = [keys.map(({ nodeId }) => nodeId), keys.map(({ binId }) => binId)];
    let rows = await tx.query<ObservedRow[]>(LOCK, columns);
    if (rows.length < keys.length) {
      await tx.query(CLAIM, columns);
      rows = await tx.query<ObservedRow[]>(LOCK, columns);
    }
    return new Map(rows.map((row) => [keyOf(row), toObserved(row)]));
  }

  async save(tx: Tx, changes: readonly ObservedChange[]): Promise<void> {
    const running = changes.flatMap(({ nodeId, binId, before, after }) =>
      after.running && after.running !== before.running ? [{ nodeId, binId, ...after.running }] : [],
    );
    if (running.length > 0) await tx.query(SAVE_RUNNING, runningColumns(running));
    const progress = changes.flatMap(({ nodeId, binId, before, after }) =>
      after.progress && after.progress !== before.progress ? [{ nodeId, binId, ...after.progress }] : [],
    );
    if (progress.length > 0) await tx.query(SAVE_PROGRESS, progressColumns(progress));
  }
}

function runningColumns(rows: readonly (NodeBinKey & Running)[]): readonly unknown[] {
  return [
    rows.map(({ nodeId }) => nodeId),
    rows.map(({ binId }) => binId),
    rows.map(({ sha256 }) => sha256),
    rows.map(({ source }) => source),
    rows.map(({ healthy }) => healthy),
    rows.map(({ generation }) => generation),
    rows.map(({ order }) => order),
    rows.map(({ kept }) => JSON.stringify(kept)),
    rows.map(({ reportedAt }) => new Date(reportedAt)),
    rows.map(({ since }) => new Date(since)),
  ];
}

function progressColumns(rows: readonly (NodeBinKey & Progress)[]): readonly unknown[] {
  return [
    rows.map(({ nodeId }) => nodeId),
    rows.map(({ binId }) => binId),
    rows.map(({ generation }) => generation),
    rows.map(({ attempt }) => attempt),
    rows.map(({ rank }) => rank),
    rows.map(({ seq }) => seq),
    rows.map(({ phase }) => phase),
    rows.map(({ error }) => error?.code ?? null),
    rows.map(({ error }) => error?.message ?? null),
    rows.map(({ at }) => new Date(at)),
  ];
}

function toObserved(row: ObservedRow): Observed {
  return { running: toRunning(row), progress: toProgress(row) };
}

function toRunning(row: ObservedRow): Running | null {
  if (row.reportedAt === null) return null;
  return {
    sha256: row.sha256,
    source: row.source,
    healthy: row.healthy,
    generation: row.generation ?? 0,
    order: row.runningOrder,
    kept: row.kept,
    reportedAt: row.reportedAt.getTime(),
    since: row.runningSince?.getTime() ?? row.reportedAt.getTime(),
  };
}

function toProgress(row: ObservedRow): Progress | null {
  if (row.phase === null || row.progressGeneration === null) return null;
  return {
    generation: row.progressGeneration,
    attempt: row.attempt,
    rank: row.phaseRank,
    seq: row.seq,
    phase: row.phase,
    error: row.errorCode === null ? null : { code: row.errorCode, message: row.errorMessage ?? '' },
    at: row.progressAt?.getTime() ?? 0,
  };
}
