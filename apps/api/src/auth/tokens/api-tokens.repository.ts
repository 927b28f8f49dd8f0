import { Injectable } from '@nestjs/common';
import { IsNull, MoreThan } from 'typeorm';
import type { Tx } from '../../platform/database/index.js';
import { ApiTokenEntity } from './api-token.entity.js';
import type { TokenOwner, TokenScope } from './token-rights.js';

export type NewApiToken = Omit<ApiTokenEntity, 'id' | 'lastUsedAt' | 'revokedAt'>;
type LiveRow = TokenScope & { readonly owner: TokenOwner };

const LIVE = `
  SELECT t.id, t.name, t.permissions, t.project_ids AS "projectIds", t.project_id AS "projectId", t.role,
    t.expires_at AS "expiresAt",
    jsonb_build_object('id', u.id, 'name', u.name, 'email', u.email, 'isAdmin', u.is_admin, 'memberships',
      coalesce((SELECT jsonb_agg(jsonb_build_object('projectId', m.project_id, 'role', m.role))
        FROM project_members m WHERE m.user_id = u.id), '[]')) AS owner
  FROM api_tokens t JOIN users u ON u.id = t.owner_id AND u.disabled_at IS NULL
  WHERE t.token_hash = $1 AND t.revoked_at IS NULL AND t.expires_at > $2`;

const LIVE_IDS = `
  SELECT t.id FROM api_tokens t JOIN users u ON u.id = t.owner_id AND u.disabled_at IS NULL
  WHERE t.id = ANY ($1::uuid[]) AND t.revoked_at IS NULL AND t.expires_at > $2`;

/** With all that were made through it, however indirectly. */
const REVOKE = `
  WITH RECURSIVE ended AS (
    SELECT id FROM api_tokens WHERE id = $1
    UNION ALL
    SELECT child.id FROM api_tokens child JOIN ended ON child.parent_id = ended.id
  )
  UPDATE api_tokens SET revoked_at = $2 FROM ended WHERE api_tokens.id = ended.id AND revoked_at IS NULL`;

const NOTE_USE = `
  UPDATE api_tokens SET last_used_at = $2
  WHERE id = $1 AND (last_used_at IS NULL OR last_used_at <= $2::timestamptz - interval '1 minute')`;

@Injectable()
export class ApiTokensRepository {
  /** By the hash of what was shown, if it is worth anything at `now`. */
  async findLive(tx: Tx, tokenHash: string, now: Date): Promise<LiveRow | undefined> {
    const [row] = await tx.query<LiveRow[]>(LIVE, [tokenHash, now]);
    return row;
  }

  /** Those that are worth anything at `now`. */
  async liveIds(tx: Tx, ids: readonly string[], now: Date): Promise<readonly string[]> {
    const rows = await tx.query<{ id: string }[]>(LIVE_IDS, [ids, now]);
    return rows.map(({ id }) => id);
  }

  async insert(tx: Tx, token: NewApiToken): Promise<string> {
    const { identifiers } = await tx.insert(ApiTokenEntity, token);
    return identifiers[0]?.['id'] as string;
  }

  async lock(tx: Tx, id: string): Promise<ApiTokenEntity | null> {
    return tx.findOne(ApiTokenEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  async countLive(tx: Tx, of: { ownerId: string } | { projectId: string }, now: Date): Promise<number> {
    const place = 'ownerId' in of ? { ...of, projectId: IsNull() } : of;
    return tx.countBy(ApiTokenEntity, { ...place, revokedAt: IsNull(), expiresAt: MoreThan(now) });
  }

  /** So many tokens ended. */
  async revoke(tx: Tx, id: string, at: Date): Promise<number> {
    const [, count] = await tx.query<[unknown, number]>(REVOKE, [id, at]);
    return count;
  }

  /** At most one write a minute, however many processes see it used. */
  async noteUse(tx: Tx, id: string, at: Date): Promise<void> {
    await tx.query(NOTE_USE, [id, at]);
  }

  async removeEndedBefore(tx: Tx, time: Date): Promise<void> {
    await tx.query('DELETE FROM api_tokens WHERE expires_at < $1 OR revoked_at < $1', [time]);
  }
}
