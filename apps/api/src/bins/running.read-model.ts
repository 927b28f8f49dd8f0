import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/index.js';

export interface RunningRow {
  readonly binId: string;
  readonly environmentCode: string;
  readonly version: string;
  readonly nodes: number;
}

/** Bytes that several versions share count for the newest of them. */
const RUNNING = `
  SELECT r.bin_id AS "binId", e.code AS "environmentCode", v.version, sum(r.nodes)::int AS nodes
  FROM (
    SELECT o.bin_id, m.environment_id, o.sha256, count(*) AS nodes
    FROM observed_state o
    JOIN bins b ON b.id = o.bin_id
    JOIN nodes n ON n.id = o.node_id AND n.lifecycle NOT IN ('retired', 'replaced')
    JOIN node_memberships m ON m.node_id = o.node_id AND m.project_id = b.project_id
    WHERE o.bin_id = ANY ($1) AND o.sha256 IS NOT NULL
    GROUP BY o.bin_id, m.environment_id, o.sha256
  ) r
  JOIN environments e ON e.id = r.environment_id
  JOIN LATERAL (
    SELECT v.version FROM bin_versions v JOIN artifacts a ON a.version_id = v.id
    WHERE v.bin_id = r.bin_id AND a.sha256 = r.sha256
    ORDER BY v.id DESC LIMIT 1
  ) v ON true
  GROUP BY r.bin_id, e.code, e.position, v.version
  ORDER BY e.position, e.code, v.version`;

@Injectable()
export class RunningReadModel {
  constructor(private readonly database: Database) {}

  async of(binIds: readonly string[]): Promise<readonly RunningRow[]> {
    if (binIds.length === 0) return [];
    return this.database.reader.query<RunningRow[]>(RUNNING, [binIds]);
  }
}
