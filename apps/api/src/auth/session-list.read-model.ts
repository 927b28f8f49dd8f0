import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/index.js';
import { Database } from '../platform/database/index.js';
import { decodeCursor, toPage, type Page, type PageQuery } from '../platform/http/index.js';
import type { Session } from './session.dto.js';
import { IDLE_MS } from './session-lifetime.js';

interface Row {
  readonly id: string;
  readonly userAgent: string | null;
  readonly address: string | null;
  readonly createdAt: Date;
  readonly lastUsedAt: Date;
  readonly expiresAt: Date;
  readonly key: string;
}

const LIST = `
  SELECT id, user_agent AS "userAgent", address, created_at AS "createdAt", rotated_at AS "lastUsedAt",
    expires_at AS "expiresAt", created_at::text AS key
  FROM sessions
  WHERE user_id = $1 AND revoked_at IS NULL AND expires_at > $2 AND rotated_at > $3
    AND ($4::timestamptz IS NULL OR (created_at, id) < ($4, $5::uuid))
  ORDER BY created_at DESC, id DESC LIMIT $6`;

@Injectable()
export class SessionListReadModel {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async list(
    userId: string,
    currentId: string | undefined,
    { cursor, limit }: PageQuery,
  ): Promise<Page<Session>> {
    const [before, id] = decodeCursor(cursor, ['time', 'uuid']) ?? [];
    const now = this.clock.now();
    const idleSince = new Date(now.getTime() - IDLE_MS);
    const rows = await this.database.reader.query<Row[]>(LIST, [
      userId,
      now,
      idleSince,
      before ?? null,
      id ?? null,
      limit + 1,
    ]);
    const page = toPage(rows, limit, (row) => [row.key, row.id]);
    return { ...page, items: page.items.map((row) => toSession(row, currentId)) };
  }
}

function toSession({ key: _key, ...row }: Row, currentId: string | undefined): Session {
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt.toISOString(),
    expiresAt: new Date(Math.min(row.expiresAt.getTime(), row.lastUsedAt.getTime() + IDLE_MS)).toISOString(),
    isCurrent: row.id === currentId,
  };
}
