import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import type { Labels } from '../rules/node-words.js';

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
}
