import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/index.js';
import { decodeCursor, toPage, type Page } from '../../platform/http/index.js';
import { eventText } from '../rules/event-text.js';
import type { NodeEvent } from './node.dto.js';

interface EventRow extends Omit<NodeEvent, 'at' | 'error' | 'text'> {
  readonly at: Date;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

const LIST = `
  SELECT e.id, e.at, e.kind, b.name AS bin, e.phase, e.generation::float8 AS generation, e.attempt, e.duration_ms::float8 AS "durationMs",
    e.error_code AS "errorCode", e.error_message AS "errorMessage", e.data
  FROM node_events e LEFT JOIN bins b ON b.id = e.bin_id
  WHERE e.node_id = $1 AND ($2::uuid IS NULL OR e.id < $2)
    AND ($4::uuid[] IS NULL OR b.id IS NULL OR b.project_id = ANY ($4))
  ORDER BY e.id DESC LIMIT $3`;

@Injectable()
export class NodeEventsReadModel {
  constructor(private readonly database: Database) {}

  async list(
    visible: readonly string[] | undefined,
    nodeId: string,
    page: { readonly cursor?: string; readonly limit: number },
  ): Promise<Page<NodeEvent>> {
    const [before] = decodeCursor(page.cursor, ['uuid']) ?? [];
    const rows = await this.database.reader.query<EventRow[]>(LIST, [
      nodeId,
      before ?? null,
      page.limit + 1,
      visible ?? null,
    ]);
    return toPage(rows.map(toEvent), page.limit, ({ id }) => [id]);
  }
}

function toEvent({ errorCode, errorMessage, data, at, ...row }: EventRow): NodeEvent {
  const error = errorCode === null ? null : { code: errorCode, message: errorMessage ?? '' };
  return { ...row, at: at.toISOString(), error, text: eventText({ ...row, error, data }) };
}
