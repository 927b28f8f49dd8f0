import { Injectable } from '@nestjs/common';
import type { Delegation } from '@release-console/approval-policy';
import { rolesThatMay } from '../../platform/auth-guard/index.js';
import type { Tx } from '../../platform/database/index.js';
import { DelegationEntity } from './delegation.entity.js';

export interface DelegationRow {
  readonly id: string;
  readonly from: { readonly id: string; readonly name: string };
  readonly to: { readonly id: string; readonly name: string };
  readonly startsAt: Date;
  readonly endsAt: Date;
}

const ROW = `
  SELECT d.id, json_build_object('id', f.id, 'name', f.name) AS "from", json_build_object('id', t.id, 'name', t.name) AS "to",
    d.starts_at AS "startsAt", d.ends_at AS "endsAt"
  FROM approval_delegations d JOIN users f ON f.id = d.from_id JOIN users t ON t.id = d.to_id`;

/** Enabled people who may approve somewhere where $1 may too. */
const DEPUTIES = `
  SELECT u.id, u.name FROM users u
  WHERE u.disabled_at IS NULL AND u.id <> $1 AND (u.is_admin OR EXISTS (
    SELECT 1 FROM project_members m WHERE m.user_id = u.id AND m.role = ANY ($2) AND (
      EXISTS (SELECT 1 FROM users own WHERE own.id = $1 AND own.is_admin)
      OR EXISTS (SELECT 1 FROM project_members o WHERE o.user_id = $1 AND o.project_id = m.project_id AND o.role = ANY ($2)))))`;

@Injectable()
export class DelegationsRepository {
  async inForce(tx: Tx, now: Date): Promise<readonly Delegation[]> {
    const rows: { fromId: string; toId: string; startsAt: Date; endsAt: Date }[] = await tx.query(
      `SELECT from_id AS "fromId", to_id AS "toId", starts_at AS "startsAt", ends_at AS "endsAt"
       FROM approval_delegations WHERE starts_at <= $1 AND ends_at > $1`,
      [now],
    );
    return rows.map(({ startsAt, endsAt, ...row }) => ({
      ...row,
      startsAt: startsAt.getTime(),
      endsAt: endsAt.getTime(),
    }));
  }

  /** Given and received, those that are over left out; the next to begin last. */
  async about(tx: Tx, userId: string, now: Date): Promise<readonly DelegationRow[]> {
    return tx.query(
      `${ROW} WHERE (d.from_id = $1 OR d.to_id = $1) AND d.ends_at > $2 ORDER BY d.starts_at, d.id`,
      [userId, now],
    );
  }

  async one(tx: Tx, id: string): Promise<DelegationRow | undefined> {
    const [row]: DelegationRow[] = await tx.query(`${ROW} WHERE d.id = $1`, [id]);
    return row;
  }

  /** Held until the transaction ends. */
  async lock(tx: Tx, id: string): Promise<DelegationRow | undefined> {
    const [row]: DelegationRow[] = await tx.query(`${ROW} WHERE d.id = $1 FOR UPDATE OF d`, [id]);
    return row;
  }

  async insert(tx: Tx, delegation: Omit<DelegationEntity, 'id'>): Promise<string> {
    const { identifiers } = await tx.insert(DelegationEntity, delegation);
    return identifiers[0]?.['id'] as string;
  }

  async change(
    tx: Tx,
    id: string,
    times: Pick<DelegationEntity, 'toId' | 'startsAt' | 'endsAt'>,
  ): Promise<void> {
    await tx.update(DelegationEntity, { id }, times);
  }

  async remove(tx: Tx, id: string): Promise<void> {
    await tx.delete(DelegationEntity, { id });
  }

  async deputiesFor(tx: Tx, userId: string): Promise<readonly { id: string; name: string }[]> {
    return tx.query(`${DEPUTIES} ORDER BY u.name, u.id LIMIT 200`, [userId, APPROVING]);
  }

  async couldBeDeputy(tx: Tx, userId: string, deputyId: string): Promise<boolean> {
    const rows: unknown[] = await tx.query(`${DEPUTIES} AND u.id = $3`, [userId, APPROVING, deputyId]);
    return rows.length > 0;
  }
}

const APPROVING = [...rolesThatMay('release.approve')];
