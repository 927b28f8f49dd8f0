import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/index.js';
import { SHA256, splitsOf } from './bin-names.js';

export interface CatalogBin {
  readonly id: string;
  readonly name: string;
  readonly projectId: string;
  readonly kind: 'program' | 'config';
}

export interface CatalogArtifact {
  readonly id: string;
  /** `amd64`, `arm64`, `any` or another lower-case word. */
  readonly arch: string;
  readonly kind: 'file' | 'archive';
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly fileName: string;
  readonly uploadedBy: string | null;
}

export interface CatalogVersion {
  readonly id: string;
  readonly bin: CatalogBin;
  readonly version: string;
  /** Withdrawn versions are never deployed again and are no rollback target. */
  readonly isWithdrawn: boolean;
  readonly createdBy: string | null;
  /** By architecture. */
  readonly artifacts: readonly CatalogArtifact[];
}

/** One artifact with the version that it belongs to. */
export interface LocatedArtifact extends CatalogArtifact {
  readonly bin: CatalogBin;
  readonly version: string;
  readonly versionId: string;
  readonly isWithdrawn: boolean;
}

const VERSIONS = `
  SELECT v.id, v.version, v.withdrawn_at IS NOT NULL AS "isWithdrawn", v.created_by AS "createdBy",
    jsonb_build_object('id', b.id, 'name', b.name, 'projectId', b.project_id, 'kind', b.kind) AS bin,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'arch', a.arch, 'kind', a.kind, 'sha256', a.sha256,
      'sizeBytes', a.size_bytes, 'fileName', a.file_name, 'uploadedBy', a.uploaded_by) ORDER BY a.arch), '[]')
      FROM artifacts a WHERE a.version_id = v.id) AS artifacts
  FROM bin_versions v JOIN bins b ON b.id = v.bin_id`;

const BY_NAMES = `${VERSIONS}
  WHERE (b.name, v.version) IN (SELECT * FROM unnest($1::text[], $2::text[]))
  ORDER BY v.id DESC`;

const BY_SHA = `${VERSIONS}
  WHERE v.id IN (SELECT version_id FROM artifacts WHERE sha256 = ANY ($1))
  ORDER BY v.id DESC`;

/** What other rooms ask about bins, versions and their files. Newest first. */
@Injectable()
export class BinCatalog {
  async findBin(tx: Tx, name: string): Promise<CatalogBin | undefined> {
    const rows = await tx.query<CatalogBin[]>(
      'SELECT id, name, project_id AS "projectId", kind FROM bins WHERE name = $1',
      [name],
    );
    return rows[0];
  }

  async binsOf(tx: Tx, projectId: string): Promise<readonly CatalogBin[]> {
    return tx.query<CatalogBin[]>(
      'SELECT id, name, project_id AS "projectId", kind FROM bins WHERE project_id = $1 ORDER BY name',
      [projectId],
    );
  }

  async findVersion(tx: Tx, binName: string, version: string): Promise<CatalogVersion | undefined> {
    const rows = await tx.query<CatalogVersion[]>(BY_NAMES, [[binName], [version]]);
    return rows[0];
  }

  async versionsOf(tx: Tx, binId: string): Promise<readonly CatalogVersion[]> {
    return tx.query<CatalogVersion[]>(`${VERSIONS} WHERE v.bin_id = $1 ORDER BY v.id DESC`, [binId]);
  }

  /** Every place where these bytes are known; a sha256 can belong to several versions. */
  async artifactsBySha(tx: Tx, sha256s: readonly string[]): Promise<readonly LocatedArtifact[]> {
    if (sha256s.length === 0) return [];
    const versions = await tx.query<CatalogVersion[]>(BY_SHA, [sha256s]);
    return located(versions).filter(({ sha256 }) => sha256s.includes(sha256));
  }

  /** What `/download/<file>` can mean: a sha256, or `<bin>-<version>` cut at any hyphen. */
  async artifactsByFile(tx: Tx, file: string): Promise<readonly LocatedArtifact[]> {
    if (SHA256.test(file)) return this.artifactsBySha(tx, [file]);
    const splits = splitsOf(file);
    if (splits.length === 0) return [];
    const names = [splits.map(({ bin }) => bin), splits.map(({ version }) => version)];
    return located(await tx.query<CatalogVersion[]>(BY_NAMES, names));
  }
}

function located(versions: readonly CatalogVersion[]): LocatedArtifact[] {
  return versions.flatMap(({ id, bin, version, isWithdrawn, artifacts }) =>
    artifacts.map((artifact) => ({ ...artifact, bin, version, versionId: id, isWithdrawn })),
  );
}
