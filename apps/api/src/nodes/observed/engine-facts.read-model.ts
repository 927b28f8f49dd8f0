import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { PresenceBook } from '../presence/presence-book.js';
import { withLastWord } from '../presence/last-word.js';
import type { Lifecycle, Protocol, ReportedError } from '../rules/node-words.js';
import { heldBySql, type HeldBy } from '../holds/held-by.js';
import { SEED_INTERVAL_SECONDS } from '../rules/presence.js';
import { resolveArtifact, type ArtifactFact } from '../rules/resolve-artifact.js';

/** What is known of one node and one bin. Times are milliseconds of the server's clock. */
export interface EngineFact {
  readonly nodeId: string;
  readonly arch: string | null;
  readonly lifecycle: Lifecycle;
  /** Null until it has called for the first time. */
  readonly protocol: Protocol | null;
  /** Who pinned it, the host itself or people here; it keeps what it runs. */
  readonly heldBy: HeldBy | null;
  /** Two agents speak in its name, so nothing that it says is believed. */
  readonly isQuarantined: boolean;
  /** 0 when nothing was ever desired. */
  readonly desiredGeneration: number;
  readonly desiredSha256: string | null;
  readonly desiredVersionId: string | null;
  /** What it last said that it runs; null before its first word about the bin, and while nothing is believed. */
  readonly observed: {
    readonly sha256: string | null;
    /** The last generation that the node acted on, as far as it was really assigned. */
    readonly generation: number;
    /** Null when nothing on the host can tell. */
    readonly isHealthy: boolean | null;
    readonly source: 'process' | 'file' | null;
    readonly reportedAt: number;
    /** Since when it has said the same of digest, generation and health. */
    readonly since: number;
  } | null;
  /** The furthest that it said to be with one generation. */
  readonly progress: {
    readonly generation: number;
    readonly attempt: number;
    readonly phase: string;
    readonly error: ReportedError | null;
  } | null;
  readonly lastSeenAt: number | null;
  readonly expectedIntervalSeconds: number;
}

type FactRow = Omit<EngineFact, 'observed' | 'progress'> & {
  readonly artifacts: readonly ArtifactFact[] | null;
  readonly sha256: string | null;
  readonly generation: number | null;
  readonly healthy: boolean | null;
  readonly source: 'process' | 'file' | null;
  readonly reportedAt: number | null;
  readonly runningSince: number | null;
  readonly progressGeneration: number | null;
  readonly phase: string | null;
  readonly attempt: number | null;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
};

// From each node to its own rows: a join may well read the whole fleet for a handful of nodes.
const LOAD = `
  SELECT n.id AS "nodeId", n.arch, n.lifecycle, n.protocol,
    ${heldBySql('$1')} AS "heldBy", n.quarantined_at IS NOT NULL AS "isQuarantined",
    COALESCE(d.generation, 0)::float8 AS "desiredGeneration", d.sha256 AS "desiredSha256", d.version_id AS "desiredVersionId",
    CASE WHEN d.sha256 IS NULL AND d.version_id IS NOT NULL THEN (
      SELECT json_agg(json_build_object('arch', a.arch, 'sha256', a.sha256, 'sizeBytes', a.size_bytes))
      FROM artifacts a WHERE a.version_id = d.version_id) END AS artifacts,
    o.sha256, o.generation::float8 AS generation, o.healthy, o.source,
    (extract(epoch FROM o.reported_at) * 1000)::float8 AS "reportedAt",
    (extract(epoch FROM o.running_since) * 1000)::float8 AS "runningSince",
    o.progress_generation::float8 AS "progressGeneration", o.phase, o.attempt,
    o.error_code AS "errorCode", o.error_message AS "errorMessage",
    (extract(epoch FROM p.last_seen_at) * 1000)::float8 AS "lastSeenAt",
    COALESCE(p.expected_seconds, $3)::float8 AS "expectedIntervalSeconds"
  FROM unnest($2::text[]) AS asked (id)
  CROSS JOIN LATERAL (SELECT * FROM nodes WHERE id = asked.id LIMIT 1) n
  LEFT JOIN LATERAL (SELECT * FROM desired_state WHERE node_id = n.id AND bin_id = $1 LIMIT 1) d ON true
  LEFT JOIN LATERAL (SELECT * FROM observed_state WHERE node_id = n.id AND bin_id = $1 LIMIT 1) o ON true
  LEFT JOIN LATERAL (SELECT * FROM node_presence WHERE node_id = n.id LIMIT 1) p ON true`;

/** What the release engine decides on. */
@Injectable()
export class EngineFacts {
  constructor(
    private readonly presence: PresenceBook,
    private readonly clock: Clock,
  ) {}

  async load(tx: Tx, binId: string, nodeIds: readonly string[]): Promise<ReadonlyMap<string, EngineFact>> {
    const rows = await tx.query<FactRow[]>(LOAD, [binId, nodeIds, SEED_INTERVAL_SECONDS]);
    const now = this.clock.millis();
    return new Map(
      rows.map((row) => [
        row.nodeId,
        untilNow(withLastWord(toFact(row), this.presence.get(row.nodeId)), now),
      ]),
    );
  }
}

/** A word of the future proves no more than one of now: nothing may pass its time because of it. */
function untilNow(fact: EngineFact, now: number): EngineFact {
  if (fact.lastSeenAt === null || fact.lastSeenAt <= now) return fact;
  return { ...fact, lastSeenAt: now };
}

function toFact(row: FactRow): EngineFact {
  const {
    nodeId,
    arch,
    lifecycle,
    protocol,
    heldBy,
    isQuarantined,
    desiredGeneration,
    desiredVersionId,
    lastSeenAt,
    expectedIntervalSeconds,
  } = row;
  const resolved = row.artifacts ? resolveArtifact(row.artifacts, arch) : undefined;
  const desiredSha256 = row.desiredSha256 ?? (resolved?.kind === 'found' ? resolved.artifact.sha256 : null);
  return {
    nodeId,
    arch,
    lifecycle,
    protocol,
    heldBy,
    isQuarantined,
    desiredGeneration,
    desiredSha256,
    desiredVersionId,
    observed: toObserved(row),
    progress: toProgress(row),
    lastSeenAt,
    expectedIntervalSeconds,
  };
}

function toObserved(row: FactRow): EngineFact['observed'] {
  const { sha256, generation, healthy, source, reportedAt, runningSince } = row;
  if (reportedAt === null || row.isQuarantined) return null;
  return {
    sha256,
    generation: generation ?? 0,
    isHealthy: healthy,
    source,
    reportedAt,
    since: runningSince ?? reportedAt,
  };
}

function toProgress(row: FactRow): EngineFact['progress'] {
  const { progressGeneration, attempt, phase, errorCode, errorMessage } = row;
  if (phase === null || progressGeneration === null || row.isQuarantined) return null;
  const error = errorCode === null ? null : { code: errorCode, message: errorMessage ?? '' };
  return { generation: progressGeneration, attempt: attempt ?? 0, phase, error };
}
