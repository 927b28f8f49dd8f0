import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import type { Format } from '../content/index.js';

/** The newest text of a layer. */
export interface SearchedLayer {
  readonly fileId: string;
  readonly projectCode: string;
  readonly name: string;
  readonly format: Format;
  readonly layer: string;
  readonly text: string;
}

export interface Candidate {
  readonly id: string;
  readonly sizeBytes: number;
}

const NEWEST = `
  SELECT DISTINCT ON (v.file_id, v.environment_id) v.id, v.file_id, v.environment_id, v.text
  FROM config_versions v JOIN config_files f ON f.id = v.file_id
  WHERE NOT f.is_secret AND f.archived_at IS NULL AND ($1::uuid[] IS NULL OR f.project_id = ANY ($1))
    AND ($2::uuid IS NULL OR f.project_id = $2)
  ORDER BY v.file_id, v.environment_id, v.number DESC`;

@Injectable()
export class SearchedLayersReadModel {
  /** Layers that have all of these words, by project, file and layer. `projectIds` null: of every project. */
  async candidates(
    tx: Tx,
    projectIds: readonly string[] | null,
    projectId: string | null,
    words: readonly string[],
    most: number,
  ): Promise<readonly Candidate[]> {
    return tx.query<Candidate[]>(
      `SELECT n.id, octet_length(n.text) AS "sizeBytes" FROM (${NEWEST}) n
       JOIN config_files f ON f.id = n.file_id JOIN projects p ON p.id = f.project_id
       LEFT JOIN environments e ON e.id = n.environment_id
       WHERE n.text IS NOT NULL AND NOT EXISTS (SELECT 1 FROM unnest($3::text[]) word WHERE strpos(lower(n.text), lower(word)) = 0)
       ORDER BY p.code COLLATE "C", f.name COLLATE "C", e.position NULLS FIRST, e.code COLLATE "C" LIMIT $4`,
      [projectIds, projectId, words, most],
    );
  }

  async layer(tx: Tx, versionId: string): Promise<SearchedLayer | undefined> {
    const rows = await tx.query<SearchedLayer[]>(
      `SELECT v.file_id AS "fileId", p.code AS "projectCode", f.name, f.format, coalesce(e.code, 'base') AS layer, v.text
       FROM config_versions v JOIN config_files f ON f.id = v.file_id JOIN projects p ON p.id = f.project_id
       LEFT JOIN environments e ON e.id = v.environment_id WHERE v.id = $1 AND v.text IS NOT NULL`,
      [versionId],
    );
    return rows[0];
  }
}
