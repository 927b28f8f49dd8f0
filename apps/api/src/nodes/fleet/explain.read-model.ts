import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/index.js';
import type { DesiredAction, DesiredSource } from '../rules/node-words.js';

export interface DecisionRow {
  readonly source: DesiredSource;
  readonly action: DesiredAction;
  readonly sha256: string | null;
  readonly version: string | null;
  readonly releaseNumber: number | null;
}

const DECISION = `
  SELECT d.source, d.action, d.sha256, v.version, r.number AS "releaseNumber"
  FROM desired_state d
  JOIN bins b ON b.id = d.bin_id AND b.name = $2
  LEFT JOIN bin_versions v ON v.id = d.version_id
  LEFT JOIN releases r ON r.id = d.release_id
  WHERE d.node_id = $1`;

@Injectable()
export class ExplainReadModel {
  constructor(private readonly database: Database) {}

  /** Who decided what the node should run of a bin. */
  async decisionOf(nodeId: string, bin: string): Promise<DecisionRow | undefined> {
    const [row] = await this.database.reader.query<DecisionRow[]>(DECISION, [nodeId, bin]);
    return row;
  }
}
