import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';

/** What one node took in a release that is finished; times are milliseconds. */
export interface MeasuredNode {
  readonly protocol: 'agent' | 'seed' | null;
  /** Had it the build lying ready before it was asked to run it? */
  readonly wasStaged: boolean;
  /** Bins that it was asked to run, one after the other. */
  readonly bins: number;
  /** From being asked until it ran. */
  readonly runMs: number;
  /** From then on until its next call proved that it stayed healthy. */
  readonly settleMs: number;
  readonly minReadySeconds: number;
  /** From being asked until it said that it had begun; null: no word of it is kept. */
  readonly heardMs: number | null;
  /** From saying that it began to fetch until it had fetched; null: no word of it is kept. */
  readonly fetchMs: number | null;
  readonly intervalSeconds: number;
}

export const MOST_MEASURED = 1_000;
const RELEASES_LOOKED_AT = 200;
const RELEASES_MEASURED = 4;
const PER_RELEASE = MOST_MEASURED / RELEASES_MEASURED;

/**
 * Of each release nodes of evenly spaced ranks, because the first that were asked may all stand in one place. Each is looked up by
 * itself, so the cost does not grow with the fleet.
 */
const MEASURED = `
  WITH finished AS (
    SELECT r.id, (r.rollout #>> '{plan,minReadySeconds}')::float8 AS ready, jsonb_array_length(r.rollout #> '{plan,bins}') AS bins,
      r.rollout #>> '{plan,strategy,type}' = 'blue-green' OR jsonb_array_length(r.rollout #> '{plan,bins}') > 1 AS staged,
      (SELECT sum((w ->> 'size')::int) FROM jsonb_array_elements(r.rollout -> 'waves') w)::int AS size
    FROM (SELECT id, number, kind, status, bin_names, rollout FROM releases WHERE environment_id = $1
      ORDER BY number DESC LIMIT ${RELEASES_LOOKED_AT}) r
    WHERE r.kind = 'forward' AND r.status IN ('completed', 'completed_with_exceptions', 'stopped') AND r.bin_names && $2::text[]
    ORDER BY r.number DESC LIMIT ${RELEASES_MEASURED})
  SELECT (SELECT n.protocol FROM nodes n WHERE n.id = t.node_id) AS protocol, f.staged AS "wasStaged", f.bins,
    (t.ready_since - t.assigned_at)::float8 AS "runMs", (t.since - t.ready_since)::float8 AS "settleMs", f.ready AS "minReadySeconds",
    said.heard - t.assigned_at AS "heardMs", said.fetched - said.begun AS "fetchMs",
    COALESCE((SELECT p.expected_seconds FROM node_presence p WHERE p.node_id = t.node_id), $3)::float8 AS "intervalSeconds"
  FROM finished f
  CROSS JOIN LATERAL generate_series(0, LEAST(f.size, ${PER_RELEASE}) - 1) AS place
  CROSS JOIN LATERAL (SELECT * FROM release_targets found
    WHERE found.release_id = f.id AND found.rank = (place::bigint * f.size / LEAST(f.size, ${PER_RELEASE}))::int LIMIT 1) t
  LEFT JOIN LATERAL (
    SELECT (extract(epoch FROM min(e.at) FILTER (WHERE e.generation = b.generation)) * 1000)::float8 AS heard,
      (extract(epoch FROM min(e.at) FILTER (WHERE e.generation = b.generation - f.staged::int)) * 1000)::float8 AS begun,
      (extract(epoch FROM min(e.at) FILTER (WHERE e.generation = b.generation - f.staged::int
        AND e.phase IN ('verified', 'staged'))) * 1000)::float8 AS fetched
    FROM release_target_bins b
    JOIN node_events e ON e.node_id = b.node_id AND e.bin_id = b.bin_id AND e.kind = 'progress'
      AND e.generation IN (b.generation - f.staged::int, b.generation)
    WHERE b.release_id = t.release_id AND b.node_id = t.node_id AND b.position = 0) said ON true
  WHERE t.status = 'succeeded' AND t.ready_since > t.assigned_at`;

/** How fast the nodes of an environment were, in the latest releases of the same bins there. */
@Injectable()
export class MeasuredNodesReadModel {
  /** At most a thousand; empty: nothing was measured yet. `intervalSeconds` is what nodes that say nothing of it are taken to keep. */
  async of(
    tx: Tx,
    environmentId: string,
    bins: readonly string[],
    intervalSeconds: number,
  ): Promise<readonly MeasuredNode[]> {
    return tx.query(MEASURED, [environmentId, bins, intervalSeconds]);
  }
}
