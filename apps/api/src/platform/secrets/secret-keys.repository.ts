import { Injectable } from '@nestjs/common';
import type { Tx } from '../database/index.js';
import { SecretKeyEntity } from './secret-key.entity.js';

const LOCK = 7_201_834;

@Injectable()
export class SecretKeysRepository {
  /** Since when `id` is the key in use, which it is from now on. */
  async use(tx: Tx, id: string, now: Date): Promise<Date> {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    const [latest] = await this.latestFirst(tx);
    if (latest?.id === id) return latest.currentSince;
    await tx.upsert(SecretKeyEntity, { id, currentSince: now }, ['id']);
    return now;
  }

  async latestFirst(tx: Tx): Promise<readonly SecretKeyEntity[]> {
    return tx.find(SecretKeyEntity, { order: { currentSince: 'DESC' } });
  }
}
