import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/index.js';

export interface NodePlace {
  readonly nodeId: string;
  /** Null for a node of no project. */
  readonly projectId: string | null;
}

@Injectable()
export class NodePlacesReadModel {
  constructor(private readonly database: Database) {}

  async of(nodeIds: readonly string[]): Promise<readonly NodePlace[]> {
    return this.database.reader.query<NodePlace[]>(
      `SELECT i.node_id AS "nodeId", m.project_id AS "projectId"
       FROM unnest($1::text[]) AS i (node_id) LEFT JOIN node_memberships m ON m.node_id = i.node_id`,
      [nodeIds],
    );
  }
}
