import { Injectable } from '@nestjs/common';
import type { TargetStatus } from '@release-console/rollout-core';
import type { Tx } from '../../platform/database/index.js';
import { decodeCursor, toPage, type Page } from '../../platform/http/index.js';
import type { ExceptionDto } from '../dto/release-parts.dto.js';

export interface TargetFilter {
  readonly statuses?: readonly string[] | undefined;
  readonly wave?: number | undefined;
  readonly text?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export interface TargetViewRow {
  readonly nodeId: string;
  readonly nodeName: string;
  readonly labels: Record<string, string>;
  readonly wave: number;
  readonly rank: number;
  readonly status: TargetStatus;
  readonly since: number;
  readonly generation: number;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly from: { readonly sha256: string; readonly version: string | null } | null;
  readonly observed: {
    readonly sha256: string | null;
    readonly version: string | null;
    readonly healthy: boolean | null;
    readonly source: string | null;
    readonly phase: string | null;
  } | null;
  readonly lastSeenAt: Date | null;
  readonly expectedSeconds: number | null;
}

const versionOf = (digest: string): string =>
  `(SELECT v.version FROM artifacts a JOIN bin_versions v ON v.id = a.version_id
    WHERE v.bin_id = b.bin_id AND a.sha256 = ${digest} ORDER BY v.created_at DESC LIMIT 1)`;

const SELECT = `
  SELECT t.node_id AS "nodeId", n.name AS "nodeName", n.labels, t.wave, t.rank, t.status, t.since::float8 AS since,
    b.generation::float8 AS generation,
    CASE WHEN t.error_code IS NULL THEN NULL ELSE json_build_object('code', t.error_code, 'message', t.error_message) END AS error,
    CASE WHEN b.previous_sha256 IS NULL THEN NULL
      ELSE json_build_object('sha256', b.previous_sha256, 'version', ${versionOf('b.previous_sha256')}) END AS "from",
    CASE WHEN o.node_id IS NULL THEN NULL ELSE json_build_object('sha256', o.sha256, 'version', ${versionOf('o.sha256')},
      'healthy', o.healthy, 'source', o.source, 'phase', o.phase) END AS observed,
    p.last_seen_at AS "lastSeenAt", p.expected_seconds::float8 AS "expectedSeconds"
  FROM release_targets t JOIN nodes n ON n.id = t.node_id
  JOIN release_target_bins b ON b.release_id = t.release_id AND b.node_id = t.node_id AND b.position = 0
  LEFT JOIN observed_state o ON o.node_id = t.node_id AND o.bin_id = b.bin_id
  LEFT JOIN node_presence p ON p.node_id = t.node_id`;

// In the words of the index release_targets_exceptions.
const IS_EXCEPTION = `t.status IN ('failed', 'timed_out', 'dark', 'skipped', 'revert_failed') OR t.error_code IS NOT NULL`;
const EXCEPTIONS_SHOWN = 100;

@Injectable()
export class ReleaseTargetsReadModel {
  /** In the order in which the nodes are asked. */
  async page(tx: Tx, releaseId: string, filter: TargetFilter): Promise<Page<TargetViewRow>> {
    const text = filter.text ? `%${filter.text.replace(/[\\%_]/g, '\\$&')}%` : null;
    const rows: TargetViewRow[] = await tx.query(
      `${SELECT} WHERE t.release_id = $1 AND t.rank > $2 AND ($3::text[] IS NULL OR t.status = ANY ($3)) AND ($4::int IS NULL OR t.wave = $4)
         AND ($5::text IS NULL OR n.name ILIKE $5 OR n.id ILIKE $5) ORDER BY t.rank LIMIT $6`,
      [
        releaseId,
        decodeCursor(filter.cursor, ['count'])?.[0] ?? -1,
        filter.statuses ?? null,
        filter.wave ?? null,
        text,
        filter.limit + 1,
      ],
    );
    return toPage(rows, filter.limit, ({ rank }) => [rank]);
  }

  async one(tx: Tx, releaseId: string, nodeId: string): Promise<TargetViewRow | undefined> {
    const [row]: TargetViewRow[] = await tx.query(`${SELECT} WHERE t.release_id = $1 AND t.node_id = $2`, [
      releaseId,
      nodeId,
    ]);
    return row;
  }

  async exceptions(tx: Tx, releaseId: string): Promise<ExceptionDto[]> {
    return tx.query(
      `SELECT t.node_id AS "nodeId", n.name AS "nodeName", t.status,
         CASE WHEN t.error_code IS NULL THEN NULL ELSE json_build_object('code', t.error_code, 'message', t.error_message) END AS error
       FROM release_targets t JOIN nodes n ON n.id = t.node_id
       WHERE t.release_id = $1 AND (${IS_EXCEPTION}) ORDER BY t.rank LIMIT ${EXCEPTIONS_SHOWN}`,
      [releaseId],
    );
  }
}
