import { Injectable } from '@nestjs/common';
import { IsNull, LessThan } from 'typeorm';
import type { Tx } from '../platform/database/index.js';
import { RecoveryCodeEntity } from './recovery-code.entity.js';
import { SecondFactorEntity } from './second-factor.entity.js';

@Injectable()
export class SecondFactorsRepository {
  async find(tx: Tx, userId: string): Promise<SecondFactorEntity | null> {
    return tx.findOneBy(SecondFactorEntity, { userId });
  }

  /** In place of one that was never confirmed; false when there is one that was. */
  async begin(tx: Tx, userId: string, sealedSecret: string): Promise<boolean> {
    await tx.delete(SecondFactorEntity, { userId, confirmedAt: IsNull() });
    const { raw } = await tx
      .createQueryBuilder()
      .insert()
      .into(SecondFactorEntity)
      .values({ userId, sealedSecret, confirmedAt: null, lastStep: 0 })
      .orIgnore()
      .returning('user_id')
      .execute();
    return (raw as unknown[]).length === 1;
  }

  async confirm(tx: Tx, userId: string, at: Date, codeHashes: readonly string[]): Promise<void> {
    await tx.update(SecondFactorEntity, { userId }, { confirmedAt: at });
    await tx.delete(RecoveryCodeEntity, { userId });
    await tx.insert(
      RecoveryCodeEntity,
      codeHashes.map((codeHash) => ({ userId, codeHash })),
    );
  }

  /** False when this step or a later one was used before, by whoever. */
  async useStep(tx: Tx, userId: string, step: number): Promise<boolean> {
    const { affected } = await tx.update(
      SecondFactorEntity,
      { userId, lastStep: LessThan(step) },
      { lastStep: step },
    );
    return affected === 1;
  }

  async useRecoveryCode(tx: Tx, userId: string, codeHash: string): Promise<boolean> {
    const { affected } = await tx.delete(RecoveryCodeEntity, { userId, codeHash });
    return affected === 1;
  }

  async countRecoveryCodes(tx: Tx, userId: string): Promise<number> {
    return tx.countBy(RecoveryCodeEntity, { userId });
  }

  /** False when there was none. */
  async remove(tx: Tx, userId: string): Promise<boolean> {
    await tx.delete(RecoveryCodeEntity, { userId });
    const { affected } = await tx.delete(SecondFactorEntity, { userId });
    return affected === 1;
  }
}
