import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import { sqlState, type Tx } from '../../database/index.js';
import { IdempotencyKeyEntity } from './idempotency-key.entity.js';
import { keyInUse } from './idempotency.errors.js';

const WAIT_MS = 5_000;
const LOCK_TIMEOUT_STATE = '55P03';

@Injectable()
export class IdempotencyKeysRepository {
  /** One request per key at a time; a second one waits for the first, and gives up after some seconds. */
  async claim(tx: Tx, userId: string, key: string): Promise<void> {
    try {
      await tx.query(`SET LOCAL lock_timeout = ${WAIT_MS}`);
      await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('idempotency ' || $1 || ' ' || $2, 0))`, [
        userId,
        key,
      ]);
      await tx.query('SET LOCAL lock_timeout TO DEFAULT');
    } catch (error) {
      throw sqlState(error) === LOCK_TIMEOUT_STATE ? keyInUse() : error;
    }
  }

  async find(tx: Tx, userId: string, key: string): Promise<IdempotencyKeyEntity | null> {
    return tx.findOneBy(IdempotencyKeyEntity, { userId, key });
  }

  async save(tx: Tx, entry: IdempotencyKeyEntity): Promise<void> {
    await tx.insert(IdempotencyKeyEntity, entry);
  }

  async removeBefore(tx: Tx, time: Date): Promise<void> {
    await tx.delete(IdempotencyKeyEntity, { createdAt: LessThan(time) });
  }
}
