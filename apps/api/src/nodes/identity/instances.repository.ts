import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import type { InstanceMemory } from '../rules/instances.js';

export interface KnownInstances extends InstanceMemory {
  readonly nodeId: string;
  readonly name: string;
  readonly isQuarantined: boolean;
  readonly projectIds: readonly string[];
}

const LOCK = `
  SELECT n.id AS "nodeId", n.name, n.agent_instance AS current, n.earlier_instances AS earlier, n.instance_returns AS returns,
    n.quarantined_at IS NOT NULL AS "isQuarantined",
    ARRAY(SELECT m.project_id::text FROM node_memberships m WHERE m.node_id = n.id ORDER BY m.created_at, m.project_id) AS "projectIds"
  FROM nodes n WHERE n.id = ANY ($1::text[]) ORDER BY n.id FOR UPDATE OF n`;

const SAVE = `
  UPDATE nodes n SET earlier_instances = ARRAY(SELECT jsonb_array_elements_text(m.memory -> 'earlier')),
    instance_returns = ARRAY(SELECT jsonb_array_elements_text(m.memory -> 'returns')::float8)
  FROM unnest($1::text[], $2::jsonb[]) AS m (id, memory) WHERE n.id = m.id`;

@Injectable()
export class InstancesRepository {
  async lock(tx: Tx, nodeIds: readonly string[]): Promise<readonly KnownInstances[]> {
    return tx.query<KnownInstances[]>(LOCK, [nodeIds]);
  }

  async save(
    tx: Tx,
    memories: readonly { readonly nodeId: string; readonly memory: InstanceMemory }[],
  ): Promise<void> {
    if (memories.length === 0) return;
    await tx.query(SAVE, [
      memories.map(({ nodeId }) => nodeId),
      memories.map(({ memory }) => JSON.stringify(memory)),
    ]);
  }

  async quarantine(tx: Tx, nodeIds: readonly string[]): Promise<void> {
    await tx.query(
      'UPDATE nodes SET quarantined_at = now() WHERE id = ANY ($1::text[]) AND quarantined_at IS NULL',
      [nodeIds],
    );
  }

  /** What was said before is forgotten with it. False when it was in no quarantine. */
  async clear(tx: Tx, nodeId: string): Promise<boolean> {
    const [, count] = await tx.query<[unknown, number]>(
      `UPDATE nodes SET quarantined_at = NULL, earlier_instances = '{}', instance_returns = '{}'
       WHERE id = $1 AND quarantined_at IS NOT NULL`,
      [nodeId],
    );
    return count > 0;
  }
}
