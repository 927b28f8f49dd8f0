import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/index.js';

const IS_RELEASED = `
  SELECT 1 FROM desired_state d
  WHERE d.bin_id = $2 AND d.sha256 = $3 AND (d.node_id = $1 OR EXISTS (
    SELECT 1 FROM node_memberships own JOIN node_memberships other ON other.environment_id = own.environment_id
    WHERE own.node_id = $1 AND other.node_id = d.node_id))
  LIMIT 1`;

@Injectable()
export class ReleasedFilesReadModel {
  constructor(private readonly database: Database) {}

  /** Is the file what this node should run, or any other node of its environments? */
  async isReleasedTo(nodeId: string, binId: string, sha256: string): Promise<boolean> {
    const rows = await this.database.reader.query<unknown[]>(IS_RELEASED, [nodeId, binId, sha256]);
    return rows.length > 0;
  }
}
