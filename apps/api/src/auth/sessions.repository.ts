import { Injectable } from '@nestjs/common';
import { IsNull, LessThan, MoreThan, Not } from 'typeorm';
import type { Tx } from '../platform/database/index.js';
import { SessionEntity } from './session.entity.js';

export type NewSession = Pick<
  SessionEntity,
  | 'id'
  | 'userId'
  | 'refreshSalt'
  | 'refreshHash'
  | 'rotatedAt'
  | 'createdAt'
  | 'expiresAt'
  | 'userAgent'
  | 'address'
>;

/** What a session shows of where it is used. */
export type Seen = Pick<SessionEntity, 'userAgent' | 'address'>;

@Injectable()
export class SessionsRepository {
  async create(tx: Tx, session: NewSession): Promise<void> {
    await tx.insert(SessionEntity, session);
  }

  async lock(tx: Tx, id: string): Promise<SessionEntity | null> {
    return tx.findOne(SessionEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  async rotate(
    tx: Tx,
    session: SessionEntity,
    next: { readonly salt: string; readonly hash: string; readonly at: Date } & Seen,
  ): Promise<void> {
    await tx.update(
      SessionEntity,
      { id: session.id },
      {
        refreshSalt: next.salt,
        refreshHash: next.hash,
        previousRefreshHash: session.refreshHash,
        rotatedAt: next.at,
        userAgent: next.userAgent,
        address: next.address,
      },
    );
  }

  async revoke(tx: Tx, id: string, at: Date): Promise<void> {
    await tx.update(SessionEntity, { id, revokedAt: IsNull() }, { revokedAt: at });
  }

  /** False when the person has no such session that is still open. */
  async revokeOf(tx: Tx, userId: string, id: string, at: Date): Promise<boolean> {
    const { affected } = await tx.update(
      SessionEntity,
      { id, userId, revokedAt: IsNull(), expiresAt: MoreThan(at) },
      { revokedAt: at },
    );
    return affected === 1;
  }

  /** All but `keptId`; answers how many were open. */
  async revokeAllOf(tx: Tx, userId: string, at: Date, keptId?: string): Promise<number> {
    const others = keptId === undefined ? {} : { id: Not(keptId) };
    const { affected } = await tx.update(
      SessionEntity,
      { userId, revokedAt: IsNull(), expiresAt: MoreThan(at), ...others },
      { revokedAt: at },
    );
    return affected ?? 0;
  }

  async removeEndedBefore(tx: Tx, time: Date): Promise<void> {
    await tx.delete(SessionEntity, { expiresAt: LessThan(time) });
  }
}
