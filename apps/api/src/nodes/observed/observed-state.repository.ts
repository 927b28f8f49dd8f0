import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import type { DriftMark } from '../rules/drift.js';
import type { Observed, Progress, Running } from '../rules/observed-merge.js';
import type { DesiredNow } from '../rules/report-judgement.js';
import { resolveArtifact, type ArtifactFact } from '../rules/resolve-artifact.js';
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
  readonly convergedGeneration: number | null;
  readonly driftedSince: Date | null;
  readonly desiredGeneration: number;
  readonly desiredSha256: string | null;
  readonly arch: string | null;
  /** Of the desired version, when the architecture must choose among them. */
  readonly artifacts: readonly ArtifactFact[] | null;
}

const CLAIM = `
  INSERT INTO observed_state (node_id, bin_id)
  SELECT p.node_id, p.bin_id FROM unnest($1::text[], $2::uuid[]) AS p (node_id, bin_id)
  ORDER BY 1, 2 ON CONFLICT DO NOTHING`;

const LOCK = `
  SELECT o.node_id AS "nodeId", o.bin_id AS "binId", o.sha256, o.source, o.healthy, o.generation::float8 AS generation,
    o.running_order AS "runningOrder", o.kept, o.reported_at AS "reportedAt", o.running_since AS "runningSince",
    o.progress_generation::float8 AS "progressGeneration", o.attempt, o.phase_rank AS "phaseRank", o.seq::float8 AS seq, o.phase,
    o.error_code AS "errorCode", o.error_message AS "errorMessage", o.progress_at AS "progressAt",
    o.converged_generation::float8 AS "convergedGeneration", o.drifted_since AS "driftedSince",
    COALESCE(d.generation, 0)::float8 AS "desiredGeneration", d.sha256 AS "desiredSha256",
    CASE WHEN d.sha256 IS NULL AND d.version_id IS NOT NULL THEN (SELECT n.arch FROM nodes n WHERE n.id = d.node_id) END AS arch,
    CASE WHEN d.sha256 IS NULL AND d.version_id IS NOT NULL THEN (
      SELECT json_agg(json_build_object('arch', a.arch, 'sha256', a.sha256, 'sizeBytes', a.size_bytes))
      FROM artifacts a WHERE a.version_id = d.version_id) END AS artifacts
  FROM observed_state o
  JOIN unnest($1::text[], $2::uuid[]) AS p (node_id, bin_id) ON o.node_id = p.node_id AND o.bin_id = p.bin_id
  LEFT JOIN desired_state d ON d.node_id = o.node_id AND d.bin_id = o.bin_id
  ORDER BY o.node_id, o.bin_id FOR UPDATE OF o`;

const SAVE = `
  UPDATE observed_state o SET sha256 = r.sha256, source = r.source, healthy = r.healthy, generation = r.generation,
    running_order = r.running_order, kept = ARRAY(SELECT jsonb_array_elements_text(r.kept)), reported_at = r.reported_at,
    running_since = r.running_since, progress_generation = r.progress_generation, attempt = r.attempt, phase_rank = r.phase_rank,
    seq = r.seq, phase = r.phase, error_code = r.error_code, error_message = r.error_message, progress_at = r.progress_at,
    converged_generation = r.converged_generation, drifted_since = r.drifted_since
  FROM unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::boolean[], $6::bigint[], $7::integer[], $8::jsonb[],
    $9::timestamptz[], $10::timestamptz[], $11::bigint[], $12::integer[], $13::smallint[], $14::bigint[], $15::text[], $16::text[],
    $17::text[], $18::timestamptz[], $19::bigint[], $20::timestamptz[])
    AS r (node_id, bin_id, sha256, source, healthy, generation, running_order, kept, reported_at, running_since,
      progress_generation, attempt, phase_rank, seq, phase, error_code, error_message, progress_at,
      converged_generation, drifted_since)
  WHERE o.node_id = r.node_id AND o.bin_id = r.bin_id`;

export interface ObservedChange extends NodeBinKey {
  readonly before: Observed;
  readonly after: Observed;
  readonly mark: DriftMark;
}

export interface KnownBin {
  readonly observed: Observed;
  readonly mark: DriftMark;
  readonly desired: DesiredNow;
}

/** One row per node and bin. Rows are locked in one order everywhere, so that two API processes can't block each other. */
@Injectable()
export class ObservedStateRepository {
  /** What is observed, locked, and what is desired at this moment; a row is made for each pair that has none. */
  async lock(tx: Tx, keys: readonly NodeBinKey[]): Promise<ReadonlyMap<string, KnownBin>> {
    const columns = [keys.map(({ nodeId }) => nodeId), keys.map(({ binId }) => binId)];
    let rows = await tx.query<ObservedRow[]>(LOCK, columns);
    if (rows.length < keys.length) {
      await tx.query(CLAIM, columns);
      rows = await tx.query<ObservedRow[]>(LOCK, columns);
    }
    return new Map(
      rows.map((row) => [
        keyOf(row),
        { observed: toObserved(row), mark: toMark(row), desired: toDesired(row) },
      ]),
    );
  }

  async save(tx: Tx, changes: readonly ObservedChange[]): Promise<void> {
    if (changes.length === 0) return;
    const running = <T>(pick: (running: Running) => T, none: T): T[] =>
      changes.map(({ after }) => (after.running ? pick(after.running) : none));
    const progress = <T>(pick: (progress: Progress) => T, none: T): T[] =>
      changes.map(({ after }) => (after.progress ? pick(after.progress) : none));
    await tx.query(SAVE, [
      changes.map(({ nodeId }) => nodeId),
      changes.map(({ binId }) => binId),
      running<string | null>(({ sha256 }) => sha256, null),
      running<string | null>(({ source }) => source, null),
      running<boolean | null>(({ healthy }) => healthy, null),
      running<number | null>(({ generation }) => generation, null),
      running(({ order }) => order, 0),
      running(({ kept }) => JSON.stringify(kept), '[]'),
      running<Date | null>(({ reportedAt }) => new Date(reportedAt), null),
      running<Date | null>(({ since }) => new Date(since), null),
      progress<number | null>(({ generation }) => generation, null),
      progress(({ attempt }) => attempt, 0),
      progress(({ rank }) => rank, 0),
      progress(({ seq }) => seq, 0),
      progress<string | null>(({ phase }) => phase, null),
      progress<string | null>(({ error }) => error?.code ?? null, null),
      progress<string | null>(({ error }) => error?.message ?? null, null),
      progress<Date | null>(({ at }) => new Date(at), null),
      changes.map(({ mark }) => mark.convergedGeneration),
      changes.map(({ mark }) => (mark.driftedSince === null ? null : new Date(mark.driftedSince))),
    ]);
  }
}

function toDesired(row: ObservedRow): DesiredNow {
  const resolved = row.artifacts ? resolveArtifact(row.artifacts, row.arch) : undefined;
  const chosen = resolved?.kind === 'found' ? resolved.artifact.sha256 : null;
  return { generation: row.desiredGeneration, sha256: row.desiredSha256 ?? chosen };
}

function toMark({ convergedGeneration, driftedSince }: ObservedRow): DriftMark {
  return { convergedGeneration, driftedSince: driftedSince?.getTime() ?? null };
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
