import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/index.js';
import type { AwaitedRelease } from '../rules/explain-words.js';
import type { DesiredAction, DesiredSource } from '../rules/node-words.js';

export interface DecisionRow {
  readonly source: DesiredSource;
  readonly action: DesiredAction;
  readonly sha256: string | null;
  readonly version: string | null;
  readonly releaseNumber: number | null;
  /** The release that decided it has ended. */
  readonly isReleaseOver: boolean;
  /** It had reached this and runs something else now. */
  readonly isDrifted: boolean;
}

const DECISION = `
  SELECT d.source, d.action, d.sha256, v.version, r.number AS "releaseNumber",
    (r.finished_at IS NOT NULL) IS TRUE AS "isReleaseOver",
    (o.drifted_since IS NOT NULL AND o.converged_generation = d.generation) IS TRUE AS "isDrifted"
  FROM desired_state d
  JOIN bins b ON b.id = d.bin_id AND b.name = $2
  LEFT JOIN bin_versions v ON v.id = d.version_id
  LEFT JOIN releases r ON r.id = d.release_id
  LEFT JOIN observed_state o ON o.node_id = d.node_id AND o.bin_id = d.bin_id
  WHERE d.node_id = $1`;

const AWAITED = `
  SELECT r.number, r.versions[array_position(r.bin_names, $2)] AS version, r.status = 'paused' AS "isPaused", t.wave + 1 AS wave,
    CASE WHEN t.status = 'skipped' THEN t.error_code END AS "passedBy"
  FROM release_targets t JOIN releases r ON r.id = t.release_id
  WHERE t.node_id = $1 AND t.status IN ('pending', 'skipped') AND r.status IN ('deploying', 'paused') AND $2 = ANY (r.bin_names)
    AND ($3::uuid[] IS NULL OR r.project_id = ANY ($3))
  ORDER BY r.number DESC LIMIT 1`;

@Injectable()
export class ExplainReadModel {
  constructor(private readonly database: Database) {}

  /** Who decided what the node should run of a bin. */
  async decisionOf(nodeId: string, bin: string): Promise<DecisionRow | undefined> {
    const [row] = await this.database.reader.query<DecisionRow[]>(DECISION, [nodeId, bin]);
    return row;
  }

  /** A release under way that is to change the bin on this node and has not asked it yet. */
  async awaitedBy(
    visible: readonly string[] | undefined,
    nodeId: string,
    bin: string,
  ): Promise<AwaitedRelease | undefined> {
    const [row] = await this.database.reader.query<AwaitedRelease[]>(AWAITED, [nodeId, bin, visible ?? null]);
    return row;
  }
}
