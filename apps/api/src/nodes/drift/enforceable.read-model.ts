import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import type { DesiredAction, DesiredSource } from '../rules/node-words.js';
import type { Enforceable } from '../rules/enforcement.js';
import { heldBySql } from '../holds/held-by.js';
import type { FindingNews } from './drift-findings.repository.js';

/** An open finding with what is desired there, which is asked for once more. */
export interface EnforceableFinding extends Enforceable, FindingNews {
  readonly binId: string;
  readonly generation: number;
  readonly sha256: string | null;
  readonly versionId: string | null;
  readonly action: DesiredAction;
  readonly source: DesiredSource;
  readonly releaseId: string | null;
}

/** A release under way decides itself about its nodes; what was withdrawn since is never brought back. */
const FINDINGS = `
  SELECT f.id, f.node_id AS "nodeId", n.name AS "nodeName", b.name AS bin, f.bin_id AS "binId", b.project_id AS "projectId",
    ARRAY(SELECT m.project_id::text FROM node_memberships m WHERE m.node_id = n.id) AS "projectIds",
    f.attempts, (extract(epoch FROM f.next_attempt_at) * 1000)::float8 AS "nextAttemptAt",
    d.generation::float8 AS generation, d.sha256, d.version_id AS "versionId", d.action, d.source, d.release_id AS "releaseId",
    (n.lifecycle = 'active' AND n.quarantined_at IS NULL AND ${heldBySql('f.bin_id')} IS NULL AND d.generation = f.generation
      AND v.withdrawn_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM emergency_stops s
        WHERE s.lifted_at IS NULL AND (s.project_id IS NULL OR s.project_id = b.project_id))
      AND extract(epoch FROM $2::timestamptz - p.last_seen_at) <= GREATEST(2.5 * p.expected_seconds, 15)
      AND NOT EXISTS (SELECT 1 FROM release_targets t JOIN releases r ON r.id = t.release_id
        WHERE t.node_id = f.node_id AND r.status IN ('deploying', 'paused', 'rolling_back') AND b.name = ANY (r.bin_names))
    ) IS TRUE AS "isReachable"
  FROM drift_findings f
  JOIN nodes n ON n.id = f.node_id
  JOIN bins b ON b.id = f.bin_id
  JOIN desired_state d ON d.node_id = f.node_id AND d.bin_id = f.bin_id
  LEFT JOIN bin_versions v ON v.id = d.version_id
  LEFT JOIN node_presence p ON p.node_id = f.node_id
  WHERE f.environment_id = $1 AND f.closed_at IS NULL`;

// Those that were asked count until they are closed; however many can not be asked, they hide nobody who can.
const OPEN = `SELECT * FROM (${FINDINGS}) f WHERE attempts > 0 OR "isReachable" ORDER BY attempts = 0, id LIMIT 1000`;

@Injectable()
export class EnforceableReadModel {
  /** Those that were asked before, and those that can be asked; oldest first. */
  async openIn(tx: Tx, environmentId: string, now: Date): Promise<readonly EnforceableFinding[]> {
    return tx.query<EnforceableFinding[]>(OPEN, [environmentId, now]);
  }
}
