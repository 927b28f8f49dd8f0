import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import type { JudgeTask } from './judge-task.js';

export interface NodeBefore {
  readonly nodeId: string;
  readonly isCanary: boolean;
}

/** So many of each cohort tell well enough how the two differ; reading all of a large fleet would take a minute. */
const MOST_NODES = 300;

const FIND = `
  (SELECT t.node_id AS "nodeId", true AS "isCanary" FROM release_targets t
   WHERE t.release_id = $1 AND t.is_changed ORDER BY t.rank LIMIT ${MOST_NODES})
  UNION ALL
  (SELECT m.node_id, false FROM node_memberships m
   WHERE m.environment_id = $2 AND NOT EXISTS (SELECT 1 FROM release_targets t WHERE t.release_id = $1 AND t.node_id = m.node_id AND t.is_changed)
   ORDER BY hashtext(m.node_id) LIMIT ${MOST_NODES})`;

@Injectable()
export class NodesBeforeReadModel {
  /** Nodes that run the new version now, and others beside them. */
  of(tx: Tx, { releaseId, environmentId }: JudgeTask): Promise<readonly NodeBefore[]> {
    return tx.query<NodeBefore[]>(FIND, [releaseId, environmentId]);
  }
}
