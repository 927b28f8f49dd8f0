import { Injectable } from '@nestjs/common';
import type { ReleaseEvent } from '@release-console/rollout-core';
import type { Tx } from '../../platform/database/index.js';
import { decodeCursor, toPage, type Page } from '../../platform/http/index.js';
import type { EventMaker } from '../dto/release-query.dto.js';

export interface EventRow {
  readonly seq: number;
  readonly type: string;
  readonly at: Date;
  readonly actor: { readonly id: string; readonly name: string } | null;
  readonly data: ReleaseEvent;
}

interface EventQuestion {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly by?: EventMaker | undefined;
}

const COLUMNS = `seq, type, at, data,
  CASE WHEN actor_id IS NULL THEN NULL ELSE json_build_object('id', actor_id, 'name', actor_name) END AS actor`;

@Injectable()
export class ReleaseEventsReadModel {
  async page(tx: Tx, releaseId: string, { limit, cursor, by }: EventQuestion): Promise<Page<EventRow>> {
    const before = decodeCursor(cursor, ['count'])?.[0] ?? 2 ** 31 - 1;
    const rows: EventRow[] = await tx.query(
      `SELECT ${COLUMNS} FROM release_events
        WHERE release_id = $1 AND seq < $2 AND ($3::boolean IS NULL OR (actor_id IS NOT NULL) = $3)
        ORDER BY seq DESC LIMIT $4`,
      [releaseId, before, by === undefined ? null : by === 'user', limit + 1],
    );
    return toPage(rows, limit, ({ seq }) => [seq]);
  }

  async nodeNames(tx: Tx, nodeIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (nodeIds.length === 0) return new Map();
    const rows: { id: string; name: string }[] = await tx.query(
      'SELECT id, name FROM nodes WHERE id = ANY ($1)',
      [nodeIds],
    );
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  /** The few events that a timeline is made of. */
  async milestones(tx: Tx, releaseId: string): Promise<readonly EventRow[]> {
    return tx.query(
      `SELECT ${COLUMNS} FROM release_events WHERE release_id = $1 AND type <> 'targets.changed' ORDER BY seq`,
      [releaseId],
    );
  }
}
