import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import type { Labels } from '../rules/node-words.js';
import type { EnrolmentToken } from './token.dto.js';

export interface EnrolmentGrant {
  readonly id: string;
  readonly environmentIds: readonly string[];
  readonly labels: Labels;
  readonly lifecycle: 'observing' | 'active';
}

export type EnrolmentEnd = 'revoked' | 'expired' | 'used_up';

const USE = `
  UPDATE enrolment_tokens SET uses = uses + 1
  WHERE id = $1 AND uses < max_uses AND revoked_at IS NULL AND expires_at > $2
  RETURNING id, environment_ids AS "environmentIds", labels, lifecycle`;

const JOIN_ENVIRONMENTS = `
  INSERT INTO node_memberships (node_id, project_id, environment_id)
  SELECT DISTINCT ON (e.project_id) $1, e.project_id, e.id FROM environments e WHERE e.id = ANY ($2::uuid[]) ORDER BY e.project_id, e.id
  ON CONFLICT (node_id, project_id) DO NOTHING`;

const COLUMNS = `
  id, environment_ids AS "environmentIds", max_uses AS "maxUses", uses, expires_at AS "expiresAt", labels, lifecycle,
  revoked_at AS "revokedAt", created_at AS "createdAt"`;

const LIST = `
  SELECT ${COLUMNS} FROM enrolment_tokens
  WHERE ($1::uuid[] IS NULL OR environment_ids && ARRAY(SELECT e.id FROM environments e WHERE e.project_id = ANY ($1)))
    AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`;

const INSERT = `
  INSERT INTO enrolment_tokens (sha256, environment_ids, max_uses, expires_at, labels, lifecycle, created_by)
  VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING ${COLUMNS}`;

const REVOKE = 'UPDATE enrolment_tokens SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL';

export interface NewEnrolmentToken {
  readonly sha256: Buffer;
  readonly environmentIds: readonly string[];
  readonly maxUses: number;
  readonly expiresAt: Date;
  readonly labels: Labels;
  readonly lifecycle: 'observing' | 'active';
  readonly createdBy: string;
}

interface TokenRow extends Omit<EnrolmentToken, 'expiresAt' | 'revokedAt' | 'createdAt'> {
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
  readonly createdAt: Date;
}

@Injectable()
export class EnrolmentTokensRepository {
  /** Counts one use; undefined when the token has ended. Two nodes never share the last one. */
  async use(tx: Tx, id: string, now: Date): Promise<EnrolmentGrant | undefined> {
    const [rows] = await tx.query<[EnrolmentGrant[], number]>(USE, [id, now]);
    return rows[0];
  }

  async endOf(tx: Tx, id: string, now: Date): Promise<EnrolmentEnd> {
    const rows = await tx.query<{ isRevoked: boolean; isExpired: boolean }[]>(
      'SELECT revoked_at IS NOT NULL AS "isRevoked", expires_at <= $2 AS "isExpired" FROM enrolment_tokens WHERE id = $1',
      [id, now],
    );
    if (rows[0]?.isRevoked) return 'revoked';
    return rows[0]?.isExpired ? 'expired' : 'used_up';
  }

  async isRevoked(tx: Tx, id: string): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      'SELECT 1 FROM enrolment_tokens WHERE id = $1 AND revoked_at IS NOT NULL',
      [id],
    );
    return rows.length > 0;
  }

  async join(tx: Tx, nodeId: string, environmentIds: readonly string[]): Promise<void> {
    await tx.query(JOIN_ENVIRONMENTS, [nodeId, environmentIds]);
  }

  /** Those that reach into one of the projects, or all. */
  async list(
    tx: Tx,
    projectIds: readonly string[] | null,
    before: string | null,
    limit: number,
  ): Promise<readonly EnrolmentToken[]> {
    const rows = await tx.query<TokenRow[]>(LIST, [projectIds, before, limit]);
    return rows.map(toToken);
  }

  async insert(tx: Tx, token: NewEnrolmentToken): Promise<EnrolmentToken> {
    const { sha256, environmentIds, maxUses, expiresAt, labels, lifecycle, createdBy } = token;
    const [row] = await tx.query<TokenRow[]>(INSERT, [
      sha256,
      environmentIds,
      maxUses,
      expiresAt,
      JSON.stringify(labels),
      lifecycle,
      createdBy,
    ]);
    if (!row) throw new Error('the database gave no row back');
    return toToken(row);
  }

  /** The nodes that the token was bound to; undefined when there is no such token that still works. */
  async revoke(tx: Tx, id: string): Promise<readonly string[] | undefined> {
    const [, count] = await tx.query<[unknown, number]>(REVOKE, [id]);
    if (count === 0) return undefined;
    const rows = await tx.query<{ nodeId: string }[]>(
      'SELECT node_id AS "nodeId" FROM node_tokens WHERE enrolment_token_id = $1',
      [id],
    );
    return rows.map(({ nodeId }) => nodeId);
  }

  /** Undefined when there is no such token. */
  async projectIdsOf(tx: Tx, id: string): Promise<readonly string[] | undefined> {
    const rows = await tx.query<{ projectIds: string[] }[]>(
      `SELECT ARRAY(SELECT DISTINCT e.project_id::text FROM environments e WHERE e.id = ANY (t.environment_ids)) AS "projectIds"
       FROM enrolment_tokens t WHERE t.id::text = $1`,
      [id],
    );
    return rows[0]?.projectIds;
  }
}

function toToken(row: TokenRow): EnrolmentToken {
  return {
    ...row,
    expiresAt: row.expiresAt.toISOString(),
    revokedAt: row.revokedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}
