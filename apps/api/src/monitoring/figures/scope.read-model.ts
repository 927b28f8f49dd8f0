import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/index.js';
import type { Series } from '../store/series.js';
import type { Cohort, MonitoringQuery } from './monitoring-query.dto.js';

/** A series, and what people call what it is of. */
export interface ScopeSeries extends Series {
  readonly id: number;
  readonly bin: string;
  readonly version: string | null;
  /** Null unless a release is looked at. */
  readonly cohort: Cohort | null;
}

export type ScopeKind = 'release' | 'project' | 'environment' | 'bin' | 'node';

type Visible = readonly string[] | undefined;

const FIND = `
  SELECT s.id, s.environment_id AS "environmentId", b.id AS "binId", s.version_id AS "versionId", s.stratum, b.name AS bin, v.version,
    CASE WHEN r.version_id IS NULL THEN NULL WHEN s.version_id = r.version_id THEN 'canary' ELSE 'baseline' END AS cohort
  FROM metric_series s
  JOIN bins b ON b.id = s.bin_id
  JOIN environments e ON e.id = s.environment_id
  LEFT JOIN bin_versions v ON v.id = s.version_id
  LEFT JOIN LATERAL (
    SELECT (p ->> 'versionId')::uuid AS version_id
    FROM releases r, jsonb_array_elements(r.rollout -> 'plan' -> 'bins') p
    WHERE r.id = $1 AND r.environment_id = s.environment_id AND (p ->> 'binId')::uuid = s.bin_id) r ON true
  WHERE ($1::uuid IS NULL OR r.version_id IS NOT NULL)
    AND ($2::uuid[] IS NULL OR e.project_id = ANY ($2)) AND ($3::uuid IS NULL OR e.project_id = $3)
    AND ($4::uuid IS NULL OR e.id = $4) AND ($5::text IS NULL OR b.name = $5) AND ($6::text IS NULL OR v.version = $6)
  ORDER BY s.id`;

const THERE: Readonly<Record<ScopeKind, string>> = {
  release: 'SELECT 1 FROM releases WHERE id = $1 AND ($2::uuid[] IS NULL OR project_id = ANY ($2))',
  project: 'SELECT 1 FROM projects WHERE id = $1 AND ($2::uuid[] IS NULL OR id = ANY ($2))',
  environment: 'SELECT 1 FROM environments WHERE id = $1 AND ($2::uuid[] IS NULL OR project_id = ANY ($2))',
  bin: 'SELECT 1 FROM bins WHERE name = $1 AND ($2::uuid[] IS NULL OR project_id = ANY ($2))',
  node: `SELECT 1 FROM nodes n WHERE id = $1 AND ($2::uuid[] IS NULL OR EXISTS (
    SELECT 1 FROM node_memberships m WHERE m.node_id = n.id AND m.project_id = ANY ($2)))`,
};

/** What a question about figures is about. */
@Injectable()
export class ScopeReadModel {
  constructor(private readonly database: Database) {}

  async isThere(kind: ScopeKind, id: string, visible: Visible): Promise<boolean> {
    const rows = await this.database.reader.query<unknown[]>(THERE[kind], [id, visible ?? null]);
    return rows.length > 0;
  }

  async series(visible: Visible, query: MonitoringQuery): Promise<readonly ScopeSeries[]> {
    const { releaseId, projectId, environmentId, bin, version, cohort } = query;
    const values = [releaseId, visible, projectId, environmentId, bin, version];
    const found = await this.database.reader.query<ScopeSeries[]>(
      FIND,
      values.map((value) => value ?? null),
    );
    return cohort === undefined ? found : found.filter((series) => series.cohort === cohort);
  }
}
