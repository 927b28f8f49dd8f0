import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import type { NodeSetsDto } from './insight.dto.js';

const SAMPLE = 20;

@Injectable()
export class ComparisonReadModel {
  /** The release before this one that was deployed to the same environment with one of its bins. */
  async previousOf(tx: Tx, releaseId: string): Promise<string | undefined> {
    const [row]: { id: string }[] = await tx.query(
      `SELECT p.id FROM releases r JOIN releases p ON p.environment_id = r.environment_id AND p.number < r.number
         AND p.deployed_at IS NOT NULL AND p.bin_names && r.bin_names
       WHERE r.id = $1 ORDER BY p.number DESC LIMIT 1`,
      [releaseId],
    );
    return row?.id;
  }

  async nodeSets(tx: Tx, a: string, b: string): Promise<NodeSetsDto> {
    const [counts]: Pick<NodeSetsDto, 'both' | 'onlyInA' | 'onlyInB'>[] = await tx.query(
      `SELECT count(*) FILTER (WHERE in_a AND in_b)::int AS both, count(*) FILTER (WHERE NOT in_b)::int AS "onlyInA",
         count(*) FILTER (WHERE NOT in_a)::int AS "onlyInB"
       FROM (SELECT bool_or(release_id = $1) AS in_a, bool_or(release_id = $2) AS in_b
         FROM release_targets WHERE release_id IN ($1, $2) GROUP BY node_id) s`,
      [a, b],
    );
    return {
      both: counts?.both ?? 0,
      onlyInA: counts?.onlyInA ?? 0,
      onlyInB: counts?.onlyInB ?? 0,
      sampleOnlyInA: await this.onlyIn(tx, a, b),
      sampleOnlyInB: await this.onlyIn(tx, b, a),
    };
  }

  private onlyIn(tx: Tx, releaseId: string, other: string): Promise<NodeSetsDto['sampleOnlyInA']> {
    return tx.query(
      `SELECT n.id, n.name FROM release_targets t JOIN nodes n ON n.id = t.node_id
       WHERE t.release_id = $1 AND NOT EXISTS (SELECT FROM release_targets o WHERE o.release_id = $2 AND o.node_id = t.node_id)
       ORDER BY n.name, n.id LIMIT ${SAMPLE}`,
      [releaseId, other],
    );
  }
}
