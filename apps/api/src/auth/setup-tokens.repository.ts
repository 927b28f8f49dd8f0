import { Injectable } from '@nestjs/common';
import { MoreThan } from 'typeorm';
import type { Tx } from '../platform/database/index.js';
import { SetupTokenEntity } from './setup-token.entity.js';

@Injectable()
export class SetupTokensRepository {
  async create(tx: Tx, tokenHash: string, expiresAt: Date): Promise<void> {
    await tx.insert(SetupTokenEntity, { tokenHash, expiresAt });
  }

  async isValid(tx: Tx, tokenHash: string, now: Date): Promise<boolean> {
    return tx.existsBy(SetupTokenEntity, { tokenHash, expiresAt: MoreThan(now) });
  }

  async removeAll(tx: Tx): Promise<void> {
    await tx.deleteAll(SetupTokenEntity);
  }
}
