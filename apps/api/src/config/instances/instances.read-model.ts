import { Injectable } from '@nestjs/common';
import { presenceAt } from '../../nodes/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { decodeCursor, invalidField, toPage } from '../../platform/http/index.js';
import type { ConfigInstance, InstanceCounts, InstancePage, InstanceQuery } from './instance.dto.js';

type Row = Omit<ConfigInstance, 'isSilent' | 'reportedAt'> & {
  readonly reportedAt: Date | null;
  readonly lastSeenAt: Date | null;
  readonly expectedSeconds: number | null;
};

/**
 * What a node has counts as changed by hand only when it had what it shall have before: until then it has what was there before us.
 */
const INSTANCES = `
  SELECT n.id AS "nodeId", n.name AS "nodeName", o.sha256, o.reported_at AS "reportedAt", o.error_message AS error,
    d.version_id AS "wantedId", p.last_seen_at AS "lastSeenAt", p.expected_seconds AS "expectedSeconds",
    CASE
      WHEN d.sha256 IS NULL OR o.sha256 IS NULL THEN 'unknown'
      WHEN o.sha256 = d.sha256 THEN 'in_sync'
      WHEN o.error_code IS NOT NULL AND o.progress_generation = d.generation THEN 'failed'
      WHEN o.drifted_since IS NOT NULL AND o.converged_generation = d.generation THEN 'drifted'
      ELSE 'lagging' END AS state, f.bin_id AS "binId"
  FROM config_files f
  JOIN environments e ON e.project_id = f.project_id AND e.code = $2
  JOIN node_memberships m ON m.environment_id = e.id
  JOIN nodes n ON n.id = m.node_id AND n.lifecycle NOT IN ('retired', 'replaced')
  LEFT JOIN node_presence p ON p.node_id = n.id
  LEFT JOIN desired_state d ON d.node_id = n.id AND d.bin_id = f.bin_id
  LEFT JOIN observed_state o ON o.node_id = n.id AND o.bin_id = f.bin_id
  WHERE f.id = $1`;

const COUNTS = `SELECT i.state, count(*)::int AS nodes FROM (${INSTANCES}) i GROUP BY i.state`;

const LIST = `
  SELECT i."nodeId", i."nodeName", i.state, i.sha256, i."reportedAt", i."lastSeenAt", i."expectedSeconds",
    CASE WHEN i.state = 'failed' THEN i.error END AS error,
    (SELECT v.version FROM bin_versions v WHERE v.id = i."wantedId") AS wanted,
    (SELECT v.version FROM artifacts a JOIN bin_versions v ON v.id = a.version_id
      WHERE v.bin_id = i."binId" AND a.sha256 = i.sha256) AS running
  FROM (${INSTANCES}) i
  WHERE ($3::text IS NULL OR i.state = $3)
    AND ($4::text IS NULL OR strpos(lower(i."nodeId" || ' ' || i."nodeName"), lower($4)) > 0)
    AND ($5::text IS NULL OR i."nodeId" > $5)
  ORDER BY i."nodeId" LIMIT $6`;

/** Which node has which version of a file. */
@Injectable()
export class InstancesReadModel {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async list(fileId: string, query: InstanceQuery): Promise<InstancePage> {
    const { environment, state, q, cursor, limit } = query;
    const [after] = decodeCursor(cursor, ['text']) ?? [];
    const counts = await this.counts(fileId, environment);
    const filters = [fileId, environment, state ?? null, q ?? null, after ?? null, limit + 1];
    const rows = await this.database.reader.query<Row[]>(LIST, filters);
    const page = toPage(rows, limit, ({ nodeId }) => [nodeId]);
    return { counts, nextCursor: page.nextCursor, items: page.items.map((row) => this.toInstance(row)) };
  }

  private async counts(fileId: string, environment: string): Promise<InstanceCounts> {
    const places = await this.database.reader.query<unknown[]>(
      'SELECT 1 FROM config_files f JOIN environments e ON e.project_id = f.project_id AND e.code = $2 WHERE f.id = $1',
      [fileId, environment],
    );
    if (places.length === 0)
      throw invalidField('environment', 'unknown_environment', {
        en: 'The project of this file has no such environment.',
        zh: '该文件所属的项目没有此环境。',
      });
    const counts = { total: 0, in_sync: 0, lagging: 0, drifted: 0, failed: 0, unknown: 0 };
    const rows = await this.database.reader.query<{ state: ConfigInstance['state']; nodes: number }[]>(
      COUNTS,
      [fileId, environment],
    );
    for (const { state, nodes } of rows) {
      counts[state] = nodes;
      counts.total += nodes;
    }
    return counts;
  }

  private toInstance({ lastSeenAt, expectedSeconds, reportedAt, ...row }: Row): ConfigInstance {
    const presence = presenceAt(lastSeenAt, expectedSeconds, this.clock.millis());
    return { ...row, reportedAt: reportedAt?.toISOString() ?? null, isSilent: presence !== 'online' };
  }
}
