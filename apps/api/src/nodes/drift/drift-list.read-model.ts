import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/index.js';
import { decodeCursor, toPage } from '../../platform/http/index.js';
import { MAX_ATTEMPTS } from '../rules/enforcement.js';
import type { DriftFinding, DriftFindingPage, DriftListQuery, EnvironmentDrift } from './drift.dto.js';

type FindingRow = Omit<DriftFinding, 'since' | 'nextAttemptAt' | 'closedAt'> & {
  readonly since: Date;
  readonly nextAttemptAt: Date | null;
  readonly closedAt: Date | null;
};

const FOUND = `
  FROM drift_findings f JOIN nodes n ON n.id = f.node_id JOIN bins b ON b.id = f.bin_id
  WHERE ($1::uuid[] IS NULL OR b.project_id = ANY ($1)) AND ($2::uuid IS NULL OR b.project_id = $2)
    AND ($3::uuid IS NULL OR f.environment_id = $3) AND ($4::text IS NULL OR f.node_id = $4)
    AND ($5::text IS NULL OR b.name = $5) AND ($6::text IS NULL OR (f.closed_at IS NULL) = ($6 = 'open'))`;

const LIST = `
  SELECT f.id, f.node_id AS "nodeId", n.name AS "nodeName", b.name AS bin, f.environment_id AS "environmentId",
    f.desired_sha256 AS "desiredSha256", f.found_sha256 AS "foundSha256", f.since, f.attempts,
    (SELECT v.version FROM bin_versions v WHERE v.id = f.desired_version_id) AS "desiredVersion",
    (SELECT v.version FROM artifacts a JOIN bin_versions v ON v.id = a.version_id
      WHERE a.sha256 = f.found_sha256 AND v.bin_id = f.bin_id ORDER BY v.id DESC LIMIT 1) AS "foundVersion",
    f.next_attempt_at AS "nextAttemptAt", f.closed_at AS "closedAt", f.closed_how AS "closedHow" ${FOUND}
    AND ($7::uuid IS NULL OR f.id < $7) ORDER BY f.id DESC LIMIT $8`;

const SUMMARY = `
  SELECT e.id AS "environmentId", e.project_id AS "projectId", COALESCE(p.enforcement, 'off') AS enforcement,
    COALESCE(p.max_at_once, 1) AS "maxAtOnce",
    (SELECT count(*)::int FROM drift_findings f WHERE f.environment_id = e.id AND f.closed_at IS NULL) AS open,
    (SELECT count(*)::int FROM drift_findings f WHERE f.environment_id = e.id AND f.closed_at IS NULL
      AND f.attempts >= ${MAX_ATTEMPTS} AND f.next_attempt_at <= now()) AS "givenUp"
  FROM environments e LEFT JOIN drift_policies p ON p.environment_id = e.id
  WHERE ($1::uuid[] IS NULL OR e.project_id = ANY ($1)) AND ($2::uuid IS NULL OR e.project_id = $2)
  ORDER BY e.project_id, e.position`;

@Injectable()
export class DriftListReadModel {
  constructor(private readonly database: Database) {}

  async list(visible: readonly string[] | undefined, query: DriftListQuery): Promise<DriftFindingPage> {
    const [before] = decodeCursor(query.cursor, ['uuid']) ?? [];
    const { projectId, environmentId, nodeId, bin, state } = query;
    const filter = [visible, projectId, environmentId, nodeId, bin, state].map((value) => value ?? null);
    const [rows, [count]] = await Promise.all([
      this.database.reader.query<FindingRow[]>(LIST, [...filter, before ?? null, query.limit + 1]),
      this.database.reader.query<{ total: number }[]>(`SELECT count(*)::int AS total ${FOUND}`, filter),
    ]);
    return { ...toPage(rows.map(toFinding), query.limit, ({ id }) => [id]), total: count?.total ?? 0 };
  }

  async summary(
    visible: readonly string[] | undefined,
    projectId: string | undefined,
  ): Promise<readonly EnvironmentDrift[]> {
    return this.database.reader.query<EnvironmentDrift[]>(SUMMARY, [visible ?? null, projectId ?? null]);
  }
}

function toFinding({ since, nextAttemptAt, closedAt, ...row }: FindingRow): DriftFinding {
  return {
    ...row,
    since: since.toISOString(),
    nextAttemptAt: nextAttemptAt?.toISOString() ?? null,
    closedAt: closedAt?.toISOString() ?? null,
  };
}
