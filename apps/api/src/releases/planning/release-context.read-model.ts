import { Injectable } from '@nestjs/common';
import type { ApprovalPolicy } from '@release-console/approval-policy';
import type { Tx } from '../../platform/database/index.js';

export interface Place {
  readonly project: {
    readonly id: string;
    readonly code: string;
    readonly name: string;
    readonly isArchived: boolean;
  };
  readonly environment: {
    readonly id: string;
    readonly code: string;
    readonly name: string;
    readonly isProduction: boolean;
    readonly approvalPolicy: ApprovalPolicy;
    readonly rollbackWindowHours: number;
  };
}

export interface ReleasableVersion {
  readonly binId: string;
  readonly projectId: string;
  readonly bin: string;
  readonly versionId: string;
  readonly version: string;
  readonly isWithdrawn: boolean;
  readonly artifacts: readonly {
    readonly arch: string;
    readonly sha256: string;
    readonly sizeBytes: number;
  }[];
  /** People who uploaded or wrote it. */
  readonly uploaderIds: readonly string[];
  /** The environments that it was published for, of a text of configuration; null: it may go anywhere. */
  readonly environmentIds: readonly string[] | null;
}

const PLACE = `
  SELECT json_build_object('id', p.id, 'code', p.code, 'name', p.name, 'isArchived', p.archived_at IS NOT NULL) AS project,
    json_build_object('id', e.id, 'code', e.code, 'name', e.name, 'isProduction', e.is_production,
      'approvalPolicy', e.approval_policy, 'rollbackWindowHours', e.rollback_window_hours) AS environment
  FROM environments e JOIN projects p ON p.id = e.project_id`;

const VERSION = `
  SELECT b.id AS "binId", b.project_id AS "projectId", b.name AS bin, v.id AS "versionId", v.version,
    v.withdrawn_at IS NOT NULL AS "isWithdrawn",
    COALESCE(json_agg(json_build_object('arch', a.arch, 'sha256', a.sha256, 'sizeBytes', a.size_bytes) ORDER BY a.arch)
      FILTER (WHERE a.arch IS NOT NULL), '[]') AS artifacts,
    v.author_ids || COALESCE(array_agg(DISTINCT a.uploaded_by) FILTER (WHERE a.uploaded_by IS NOT NULL), '{}') AS "uploaderIds",
    CASE WHEN b.kind = 'config' THEN ARRAY(SELECT p.environment_id FROM config_publications p WHERE p.bin_version_id = v.id) END AS "environmentIds"
  FROM bins b JOIN bin_versions v ON v.bin_id = b.id LEFT JOIN artifacts a ON a.version_id = v.id`;

/** What a plan is made of: places, versions, and who ran what before. */
@Injectable()
export class ReleaseContextReadModel {
  async placeById(tx: Tx, environmentId: string): Promise<Place | undefined> {
    const [place]: Place[] = await tx.query(`${PLACE} WHERE e.id = $1`, [environmentId]);
    return place;
  }

  async policyOf(tx: Tx, environmentId: string): Promise<ApprovalPolicy> {
    const place = await this.placeById(tx, environmentId);
    if (!place) throw new Error(`there is no environment ${environmentId}`);
    return place.environment.approvalPolicy;
  }

  async placeByCodes(tx: Tx, project: string, environment: string): Promise<Place | undefined> {
    const [place]: Place[] = await tx.query(`${PLACE} WHERE p.code = $1 AND e.code = $2`, [
      project,
      environment,
    ]);
    return place;
  }

  async version(tx: Tx, bin: string, version: string): Promise<ReleasableVersion | undefined> {
    const [found]: ReleasableVersion[] = await tx.query(
      `${VERSION} WHERE b.name = $1 AND v.version = $2 GROUP BY b.id, v.id`,
      [bin, version],
    );
    return found;
  }

  /** Ids of the versions of a bin that these bytes are. */
  async versionIdsOf(
    tx: Tx,
    binId: string,
    digests: readonly string[],
  ): Promise<ReadonlyMap<string, string>> {
    const rows: { sha256: string; id: string }[] = await tx.query(
      `SELECT DISTINCT ON (a.sha256) a.sha256, v.id FROM artifacts a JOIN bin_versions v ON v.id = a.version_id
       WHERE v.bin_id = $1 AND a.sha256 = ANY($2) ORDER BY a.sha256, v.created_at DESC`,
      [binId, digests],
    );
    return new Map(rows.map(({ sha256, id }) => [sha256, id]));
  }

  /** How many of the nodes run which version of the bin; null for nothing or for unknown bytes. */
  async runningVersions(
    tx: Tx,
    binId: string,
    nodeIds: readonly string[],
  ): Promise<readonly { version: string | null; nodes: number }[]> {
    return tx.query(
      `SELECT v.version, count(*)::int AS nodes FROM unnest($2::text[]) AS n (id)
       LEFT JOIN observed_state o ON o.node_id = n.id AND o.bin_id = $1
       LEFT JOIN LATERAL (
         SELECT v.version FROM artifacts a JOIN bin_versions v ON v.id = a.version_id
         WHERE v.bin_id = $1 AND a.sha256 = o.sha256 ORDER BY v.created_at DESC LIMIT 1
       ) v ON true GROUP BY v.version ORDER BY nodes DESC`,
      [binId, nodeIds],
    );
  }

  /** Those of the nodes that serve the environment now. */
  async membersOf(tx: Tx, environmentId: string, nodeIds: readonly string[]): Promise<ReadonlySet<string>> {
    const rows: { id: string }[] = await tx.query(
      'SELECT node_id AS id FROM node_memberships WHERE environment_id = $1 AND node_id = ANY ($2)',
      [environmentId, nodeIds],
    );
    return new Set(rows.map(({ id }) => id));
  }
}
