import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/index.js';

@Injectable()
export class NodesReadModel {
  constructor(private readonly database: Database) {}

  async exists(nodeId: string): Promise<boolean> {
    const rows = await this.database.reader.query<unknown[]>('SELECT 1 FROM nodes WHERE id = $1', [nodeId]);
    return rows.length > 0;
  }

  /** Ids of the projects that the node serves; undefined when there is no such node. */
  async projectIdsOf(nodeId: string): Promise<readonly string[] | undefined> {
    const rows = await this.database.reader.query<{ projectIds: string[] }[]>(
      `SELECT COALESCE(array_agg(m.project_id) FILTER (WHERE m.project_id IS NOT NULL), '{}') AS "projectIds"
       FROM nodes n LEFT JOIN node_memberships m ON m.node_id = n.id WHERE n.id = $1 GROUP BY n.id`,
      [nodeId],
    );
    return rows[0]?.projectIds;
  }
}
