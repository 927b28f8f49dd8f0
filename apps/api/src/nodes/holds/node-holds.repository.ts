import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';

export interface NewHold {
  readonly nodeId: string;
  readonly binId: string | null;
  readonly reason: string;
  readonly until: Date | null;
  readonly by: { readonly id: string; readonly name: string };
}

export interface PutHold {
  readonly id: string;
  readonly isNew: boolean;
  /** Null when it is new. */
  readonly reasonBefore: string | null;
  readonly untilBefore: Date | null;
}

export interface EndedHold {
  readonly id: string;
  readonly nodeId: string;
  readonly nodeName: string;
  readonly bin: string | null;
  readonly reason: string;
  readonly projectIds: readonly string[];
}

/** Holding what is held already changes reason and end; since when it is held stays. */
const PUT = `
  INSERT INTO node_holds (node_id, bin_id, reason, until, created_by, created_by_name) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (node_id, bin_id) WHERE ended_at IS NULL DO UPDATE SET reason = excluded.reason, until = excluded.until
  RETURNING id, old.id IS NULL AS "isNew", old.reason AS "reasonBefore", old.until AS "untilBefore"`;

const LIFT = `
  UPDATE node_holds SET ended_at = now(), ended_how = 'lifted', ended_by_name = $3
  WHERE id = $1 AND node_id = $2 AND ended_at IS NULL`;

const END_PASSED = `
  WITH passed AS (
    SELECT id FROM node_holds WHERE ended_at IS NULL AND until <= $1 ORDER BY node_id, id LIMIT 200 FOR UPDATE SKIP LOCKED
  ), ended AS (
    UPDATE node_holds h SET ended_at = now(), ended_how = 'passed' FROM passed WHERE h.id = passed.id
    RETURNING h.id, h.node_id, h.bin_id, h.reason
  )
  SELECT e.id, e.node_id AS "nodeId", n.name AS "nodeName", b.name AS bin, e.reason,
    ARRAY(SELECT m.project_id::text FROM node_memberships m WHERE m.node_id = n.id ORDER BY m.created_at, m.project_id) AS "projectIds"
  FROM ended e JOIN nodes n ON n.id = e.node_id LEFT JOIN bins b ON b.id = e.bin_id ORDER BY e.node_id`;

@Injectable()
export class NodeHoldsRepository {
  async put(tx: Tx, hold: NewHold): Promise<PutHold> {
    const { nodeId, binId, reason, until, by } = hold;
    const [row] = await tx.query<PutHold[]>(PUT, [nodeId, binId, reason, until, by.id, by.name]);
    if (!row) throw new Error('a hold was neither made nor changed');
    return row;
  }

  /** False when it had ended already. */
  async lift(tx: Tx, nodeId: string, holdId: string, by: string): Promise<boolean> {
    const [, count] = await tx.query<[unknown, number]>(LIFT, [holdId, nodeId, by]);
    return count > 0;
  }

  /** Ends those whose time has passed, each in one process only; call again while there are many. */
  async endPassed(tx: Tx, now: Date): Promise<readonly EndedHold[]> {
    return tx.query<EndedHold[]>(END_PASSED, [now]);
  }
}
