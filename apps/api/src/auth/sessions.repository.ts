import { Injectable } from '@nestjs/common';
import { IsNull, LessThan } from 'typeorm';
import type { Tx } from '../platform/database/index.js';
import { SessionEntity } from './session.entity.js';

export type NewSession = Pick<
  SessionEntity,
  'id' | 'userId' | 'refreshSalt' | 'refreshHash' | 'rotatedAt' | 'createdAt' | 'expiresAt'
>;

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
    next: { readonly salt: string; readonly hash: string; readonly at: Date },
  ): Promise<void> {
    await tx.update(
      SessionEntity,
      { id: session.id },
      {
        refreshSalt: next.salt,
        refreshHash: next.hash,
        previousRefreshHash: session.refreshHash,
        rotatedAt: next.at,
      },
    );
  }

  async revoke(tx: Tx, id: string, at: Date): Promise<void> {
    await tx.update(SessionEntity, { id, revokedAt: IsNull() }, { revokedAt: at });
  }

  async revokeAllOf(tx: Tx, userId: string, at: Date): Promise<void> {
    await tx.update(SessionEntity, { userId, revokedAt: IsNull() }, { revokedAt: at });
  }

  async removeEndedBefore(tx: Tx, time: Date): Promise<void> {
    await tx.delete(SessionEntity, { expiresAt: LessThan(time) });
  }
}
