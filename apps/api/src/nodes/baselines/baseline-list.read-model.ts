import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../platform/database/index.js';
import type { BaselineNode, BaselineView } from './baseline.dto.js';

export interface BaselinePlace {
  readonly environmentName: string;
  readonly projectId: string;
  readonly needsApproval: boolean;
  readonly binId: string;
  /** Of the wanted version; null when the bin has none of that name. */
  readonly versionId: string | null;
  readonly isWithdrawn: boolean;
  /** A release brought it to this environment and completed. */
  readonly wasReleasedHere: boolean;
  readonly before: string | null;
}

const WITHOUT = `
  FROM node_memberships m JOIN nodes n ON n.id = m.node_id AND n.lifecycle = 'active'
  WHERE m.environment_id = $1 AND NOT EXISTS (SELECT 1 FROM desired_state d WHERE d.node_id = n.id AND d.bin_id = `;

const LIST = `
  SELECT b.name AS bin, v.version, v.withdrawn_at IS NOT NULL AS "isWithdrawn", l.set_at AS "setAt", r.number AS "releaseNumber",
    l.set_by_name AS "setBy", (SELECT count(*)::int ${WITHOUT} l.bin_id)) AS "nodesWithout"
  FROM baselines l JOIN bins b ON b.id = l.bin_id JOIN bin_versions v ON v.id = l.version_id
  LEFT JOIN releases r ON r.id = l.set_by_release
  WHERE l.environment_id = $1 ORDER BY b.name`;

const PLACE = `
  SELECT e.name AS "environmentName", e.project_id AS "projectId", jsonb_array_length(e.approval_policy -> 'levels') > 0 AS "needsApproval", b.id AS "binId",
    v.id AS "versionId", v.withdrawn_at IS NOT NULL AS "isWithdrawn",
    EXISTS (SELECT 1 FROM releases r WHERE r.environment_id = e.id AND r.status IN ('completed', 'completed_with_exceptions')
      AND r.versions[array_position(r.bin_names, b.name)] = v.version) AS "wasReleasedHere",
    (SELECT w.version FROM baselines l JOIN bin_versions w ON w.id = l.version_id
      WHERE l.environment_id = e.id AND l.bin_id = b.id) AS before
  FROM environments e JOIN bins b ON b.project_id = e.project_id AND b.name = $2
  LEFT JOIN bin_versions v ON v.bin_id = b.id AND v.version = $3 AND (b.kind = 'program'
    OR EXISTS (SELECT 1 FROM config_publications c WHERE c.bin_version_id = v.id AND c.environment_id = e.id))
  WHERE e.id = $1`;

const EXISTING = `SELECT n.id, n.name, count(*) OVER ()::int AS total ${WITHOUT} $2::uuid) ORDER BY n.id LIMIT 20`;

@Injectable()
export class BaselineListReadModel {
  constructor(private readonly database: Database) {}

  async list(environmentId: string): Promise<readonly BaselineView[]> {
    const rows = await this.database.reader.query<(Omit<BaselineView, 'setAt'> & { setAt: Date })[]>(LIST, [
      environmentId,
    ]);
    return rows.map(({ setAt, ...row }) => ({ ...row, setAt: setAt.toISOString() }));
  }

  /** Undefined when the project of the environment has no such bin. */
  async place(
    tx: Tx,
    environmentId: string,
    bin: string,
    version: string | null,
  ): Promise<BaselinePlace | undefined> {
    const [row] = await tx.query<BaselinePlace[]>(PLACE, [environmentId, bin, version]);
    return row;
  }

  /** Active nodes that have nothing of the bin: the first twenty, and how many there are. */
  async existing(
    tx: Tx,
    environmentId: string,
    binId: string,
  ): Promise<{ readonly nodes: readonly BaselineNode[]; readonly total: number }> {
    const rows = await tx.query<(BaselineNode & { total: number })[]>(EXISTING, [environmentId, binId]);
    return { nodes: rows.map(({ id, name }) => ({ id, name })), total: rows[0]?.total ?? 0 };
  }
}
