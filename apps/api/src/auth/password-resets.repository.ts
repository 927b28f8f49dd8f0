import { Injectable } from '@nestjs/common';
import { MoreThan } from 'typeorm';
import type { Tx } from '../platform/database/index.js';
import { PasswordResetEntity } from './password-reset.entity.js';

@Injectable()
export class PasswordResetsRepository {
  /** In place of any earlier one of the person. */
  async put(tx: Tx, reset: PasswordResetEntity): Promise<void> {
    await tx.upsert(PasswordResetEntity, reset, ['userId']);
  }

  async userOf(tx: Tx, tokenHash: string, now: Date): Promise<string | undefined> {
    const found = await tx.findOneBy(PasswordResetEntity, { tokenHash, expiresAt: MoreThan(now) });
    return found?.userId;
  }

  /** True for exactly one of all who show the token. */
  async take(tx: Tx, tokenHash: string, now: Date): Promise<boolean> {
    const { affected } = await tx.delete(PasswordResetEntity, { tokenHash, expiresAt: MoreThan(now) });
    return affected === 1;
  }

  async removeOf(tx: Tx, userId: string): Promise<void> {
    await tx.delete(PasswordResetEntity, { userId });
  }
}
