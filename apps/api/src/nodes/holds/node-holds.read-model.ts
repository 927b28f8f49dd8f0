import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/index.js';
import { decodeCursor, toPage } from '../../platform/http/index.js';
import type { Hold, HoldListQuery, HoldPage } from './hold.dto.js';

export interface HoldRow extends Omit<Hold, 'until' | 'since' | 'endedAt'> {
  readonly binId: string | null;
  readonly projectId: string | null;
  readonly until: Date | null;
  readonly since: Date;
  readonly endedAt: Date | null;
}

const COLUMNS = `
  h.id, b.name AS bin, h.bin_id AS "binId", b.project_id AS "projectId", h.reason, h.until, h.created_at AS since,
  h.created_by_name AS by, h.ended_at AS "endedAt", h.ended_how AS "endedHow", h.ended_by_name AS "endedBy"
  FROM node_holds h LEFT JOIN bins b ON b.id = h.bin_id`;

const LIST = `
  SELECT ${COLUMNS} WHERE h.node_id = $1 AND ($2::uuid IS NULL OR h.id < $2)
    AND ($4::uuid[] IS NULL OR h.bin_id IS NULL OR b.project_id = ANY ($4)) AND (NOT $5 OR h.ended_at IS NULL)
  ORDER BY h.id DESC LIMIT $3`;

const ONE = `SELECT ${COLUMNS} WHERE h.node_id = $1 AND h.id = $2`;

@Injectable()
export class NodeHoldsReadModel {
  constructor(private readonly database: Database) {}

  async list(
    visible: readonly string[] | undefined,
    nodeId: string,
    query: HoldListQuery,
  ): Promise<HoldPage> {
    const [before] = decodeCursor(query.cursor, ['uuid']) ?? [];
    const rows = await this.database.reader.query<HoldRow[]>(LIST, [
      nodeId,
      before ?? null,
      query.limit + 1,
      visible ?? null,
      query.active === true,
    ]);
    return toPage(rows.map(toHold), query.limit, ({ id }) => [id]);
  }

  async get(nodeId: string, holdId: string): Promise<HoldRow | undefined> {
    const [row] = await this.database.reader.query<HoldRow[]>(ONE, [nodeId, holdId]);
    return row;
  }
}

export function toHold(row: HoldRow): Hold {
  const { id, bin, reason, by, endedHow, endedBy } = row;
  return {
    id,
    bin,
    reason,
    by,
    until: row.until?.toISOString() ?? null,
    since: row.since.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    endedHow,
    endedBy,
  };
}
