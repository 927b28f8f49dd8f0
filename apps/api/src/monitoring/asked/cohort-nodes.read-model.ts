import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';

/** A selector of more names is more than a server likes to be asked. */
export const MOST_NODES = 2_000;

export interface NamedNode {
  readonly names: readonly string[];
  readonly isCanary: boolean;
}

export interface Asked {
  readonly environmentId: string;
  readonly bins: readonly { readonly binId: string; readonly versionId: string }[];
}

/** One who runs any of the new versions is a canary. Whoever runs nothing of these bins is nobody here. */
const FIND = `
  SELECT names, "isCanary" FROM (
    SELECT q.names, q."isCanary", row_number() OVER (PARTITION BY q."isCanary" ORDER BY q.id) AS place FROM (
      SELECT n.id, array_remove(ARRAY[n.id, n.name, n.host_name], NULL) AS names, bool_or(a.sha256 IS NOT NULL) AS "isCanary"
      FROM node_memberships m
      JOIN nodes n ON n.id = m.node_id
      JOIN observed_state o ON o.node_id = n.id AND o.bin_id = ANY ($2::uuid[]) AND o.sha256 IS NOT NULL
      LEFT JOIN artifacts a ON a.version_id = ANY ($3::uuid[]) AND a.sha256 = o.sha256
      WHERE m.environment_id = $1 AND n.lifecycle IN ('observing', 'active', 'maintenance')
      GROUP BY n.id) q) numbered
  WHERE place <= ${MOST_NODES}`;

const EVERYBODY = `
  SELECT array_remove(ARRAY[n.id, n.name, n.host_name], NULL) AS names FROM node_memberships m JOIN nodes n ON n.id = m.node_id
  WHERE m.environment_id = $1 AND n.lifecycle IN ('observing', 'active', 'maintenance') ORDER BY n.id LIMIT ${MOST_NODES}`;

const ENVIRONMENT = 'SELECT code, project_id AS "projectId" FROM environments WHERE id = $1';

/** Who runs the new version, and who another one, by every name that they have. */
@Injectable()
export class CohortNodesReadModel {
  /** At most so many of either. */
  async of(tx: Tx, { environmentId, bins }: Asked): Promise<readonly NamedNode[]> {
    return tx.query<NamedNode[]>(FIND, [
      environmentId,
      bins.map(({ binId }) => binId),
      bins.map(({ versionId }) => versionId),
    ]);
  }

  /** Names of all nodes there, whatever they run. */
  async everybody(tx: Tx, environmentId: string): Promise<readonly string[]> {
    const rows = await tx.query<Pick<NamedNode, 'names'>[]>(EVERYBODY, [environmentId]);
    return rows.flatMap(({ names }) => names);
  }

  async environment(
    tx: Tx,
    id: string,
  ): Promise<{ readonly code: string; readonly projectId: string } | undefined> {
    const [row] = await tx.query<{ code: string; projectId: string }[]>(ENVIRONMENT, [id]);
    return row;
  }
}
