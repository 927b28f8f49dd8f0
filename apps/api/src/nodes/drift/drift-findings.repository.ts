import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import { STEADY_MS } from '../rules/drift.js';

/** A finding that was opened, closed or acted on, with what is needed to tell of it. */
export interface FindingNews {
  readonly id: string;
  readonly nodeId: string;
  readonly nodeName: string;
  readonly bin: string;
  readonly projectId: string;
  readonly projectIds: readonly string[];
}

export interface ClosedFinding extends FindingNews {
  readonly closedHow: 'agrees' | 'desired_changed' | 'node_left';
}

const STEADY = `interval '${STEADY_MS} milliseconds'`;
const ROUND = 200;

/** The file of the desired version for this node, where the architecture chooses it. */
const DESIRED_SHA = `COALESCE(d.sha256, (
  SELECT a.sha256 FROM artifacts a WHERE a.version_id = d.version_id AND a.arch IN (n.arch, 'any') ORDER BY a.arch = 'any' LIMIT 1))`;

const NEWS = `f.id, f.node_id AS "nodeId", n.name AS "nodeName", b.name AS bin, b.project_id AS "projectId",
  ARRAY(SELECT m.project_id::text FROM node_memberships m WHERE m.node_id = n.id ORDER BY m.created_at, m.project_id) AS "projectIds"`;

const OPEN = `
  WITH opened AS (
    INSERT INTO drift_findings (node_id, bin_id, environment_id, generation, desired_sha256, desired_version_id, found_sha256, since)
    SELECT o.node_id, o.bin_id, m.environment_id, d.generation, ${DESIRED_SHA}, d.version_id, o.sha256, o.drifted_since
    FROM observed_state o
    JOIN desired_state d ON d.node_id = o.node_id AND d.bin_id = o.bin_id AND d.generation = o.converged_generation
    JOIN nodes n ON n.id = o.node_id AND n.lifecycle IN ('active', 'maintenance', 'drained') AND n.quarantined_at IS NULL
    JOIN bins b ON b.id = o.bin_id
    LEFT JOIN node_memberships m ON m.node_id = o.node_id AND m.project_id = b.project_id
    WHERE o.drifted_since <= $1::timestamptz - ${STEADY} AND d.action <> 'stage' AND ${DESIRED_SHA} IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM drift_findings e WHERE e.node_id = o.node_id AND e.bin_id = o.bin_id AND e.closed_at IS NULL)
    ORDER BY o.node_id, o.bin_id LIMIT ${ROUND}
    ON CONFLICT DO NOTHING RETURNING *
  ) SELECT ${NEWS} FROM opened f JOIN nodes n ON n.id = f.node_id JOIN bins b ON b.id = f.bin_id ORDER BY f.node_id`;

const CLOSE = `
  WITH over AS (
    SELECT f.id,
      CASE WHEN n.lifecycle IN ('observing', 'retired', 'replaced') THEN 'node_left'
        WHEN d.generation <> f.generation THEN 'desired_changed' ELSE 'agrees' END AS how
    FROM drift_findings f
    JOIN nodes n ON n.id = f.node_id
    JOIN desired_state d ON d.node_id = f.node_id AND d.bin_id = f.bin_id
    JOIN observed_state o ON o.node_id = f.node_id AND o.bin_id = f.bin_id
    WHERE f.closed_at IS NULL AND (
      n.lifecycle IN ('observing', 'retired', 'replaced') OR d.generation <> f.generation
      OR (o.sha256 = f.desired_sha256 AND o.drifted_since IS NULL AND o.running_since <= $1::timestamptz - ${STEADY}))
    ORDER BY f.node_id, f.id LIMIT ${ROUND} FOR UPDATE OF f SKIP LOCKED
  ), closed AS (
    UPDATE drift_findings f SET closed_at = $1::timestamptz, closed_how = over.how FROM over WHERE f.id = over.id RETURNING f.*
  ) SELECT ${NEWS}, f.closed_how AS "closedHow" FROM closed f JOIN nodes n ON n.id = f.node_id JOIN bins b ON b.id = f.bin_id
    ORDER BY f.node_id`;

const NOTE_ATTEMPT = `
  UPDATE drift_findings f SET generation = a.generation, attempts = f.attempts + 1, next_attempt_at = a.next
  FROM unnest($1::uuid[], $2::bigint[], $3::timestamptz[]) AS a (id, generation, next) WHERE f.id = a.id AND f.closed_at IS NULL`;

@Injectable()
export class DriftFindingsRepository {
  /** Findings of what has run something else for long enough, each in one process only. */
  async open(tx: Tx, now: Date): Promise<readonly FindingNews[]> {
    return tx.query<FindingNews[]>(OPEN, [now]);
  }

  /** Closes what is over for long enough, or about something that is desired no more. */
  async close(tx: Tx, now: Date): Promise<readonly ClosedFinding[]> {
    return tx.query<ClosedFinding[]>(CLOSE, [now]);
  }

  /** The finding goes on under the generation that it was asked for again with. */
  async noteAttempts(
    tx: Tx,
    attempts: readonly { readonly id: string; readonly generation: number; readonly nextAttemptAt: Date }[],
  ): Promise<void> {
    await tx.query(NOTE_ATTEMPT, [
      attempts.map(({ id }) => id),
      attempts.map(({ generation }) => generation),
      attempts.map(({ nextAttemptAt }) => nextAttemptAt),
    ]);
  }
}
