import { Injectable } from '@nestjs/common';
import type { ReleaseEvent } from '@release-console/rollout-core';
import type { Tx } from '../../platform/database/index.js';

type Change = Extract<ReleaseEvent, { type: 'targets.changed' }>['changes'][number];

export interface MomentRow {
  readonly seq: number;
  readonly at: Date;
  readonly change: Change;
}

const MOST = 200;

@Injectable()
export class TargetTimelineReadModel {
  /** What the events of a release say about one of its nodes, the oldest first. */
  async of(tx: Tx, releaseId: string, nodeId: string): Promise<readonly MomentRow[]> {
    const rows: MomentRow[] = await tx.query(
      `SELECT seq, at, jsonb_path_query(data, '$.changes[*] ? (@.nodeId == $node)', jsonb_build_object('node', $2::text)) AS change
       FROM release_events WHERE release_id = $1 AND type = 'targets.changed'
         AND data @> jsonb_build_object('changes', jsonb_build_array(jsonb_build_object('nodeId', $2::text)))
       ORDER BY seq DESC LIMIT ${MOST}`,
      [releaseId, nodeId],
    );
    return rows.reverse();
  }
}
