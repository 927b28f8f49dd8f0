import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import type { ApiToken } from './token.dto.js';

type Row = Omit<ApiToken, 'createdAt' | 'expiresAt' | 'lastUsedAt' | 'isExpired'> & {
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly lastUsedAt: Date | null;
};

export type TokensOf =
  | { readonly id: string }
  | { readonly projectId: string }
  /** Through a token: itself, and those that were made through it. */
  | { readonly ownerId: string; readonly throughId: string | undefined };

const LIST = `
  SELECT t.id, t.prefix, t.name, jsonb_build_object('id', u.id, 'name', u.name) AS owner, t.role, t.permissions,
    CASE WHEN t.project_ids IS NULL AND t.project_id IS NULL THEN NULL ELSE coalesce(
      (SELECT jsonb_agg(jsonb_build_object('id', p.id, 'code', p.code, 'name', p.name) ORDER BY p.code)
      FROM projects p WHERE p.id = ANY (t.project_ids) OR p.id = t.project_id), '[]') END AS projects,
    t.created_at AS "createdAt", t.expires_at AS "expiresAt", t.last_used_at AS "lastUsedAt"
  FROM api_tokens t JOIN users u ON u.id = t.owner_id
  WHERE t.revoked_at IS NULL
    AND ($1::uuid IS NULL OR t.id = $1)
    AND ($2::uuid IS NULL OR t.project_id = $2)
    AND ($3::uuid IS NULL OR (t.owner_id = $3 AND t.project_id IS NULL))
    AND ($4::uuid IS NULL OR t.id = $4 OR t.parent_id = $4)
  ORDER BY t.id DESC`;

@Injectable()
export class TokenListReadModel {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async list(of: TokensOf, tx: Tx = this.database.reader): Promise<readonly ApiToken[]> {
    const rows = await tx.query<Row[]>(LIST, [
      'id' in of ? of.id : null,
      'projectId' in of ? of.projectId : null,
      'ownerId' in of ? of.ownerId : null,
      'ownerId' in of ? (of.throughId ?? null) : null,
    ]);
    return rows.map(({ createdAt, expiresAt, lastUsedAt, ...row }) => ({
      ...row,
      createdAt: createdAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
      isExpired: expiresAt.getTime() <= this.clock.millis(),
    }));
  }
}
