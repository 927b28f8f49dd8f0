import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/index.js';

@Injectable()
export class WatchedPlacesReadModel {
  /** Ids of the environments of each of these projects, in their order. */
  async environments(tx: Tx, projectIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    if (projectIds.length === 0) return new Map();
    const rows = await tx.query<{ projectId: string; ids: string[] }[]>(
      `SELECT project_id AS "projectId", array_agg(id ORDER BY position, code) AS ids FROM environments
       WHERE project_id = ANY ($1::uuid[]) GROUP BY project_id`,
      [[...new Set(projectIds)]],
    );
    return new Map(rows.map(({ projectId, ids }) => [projectId, ids]));
  }
}
