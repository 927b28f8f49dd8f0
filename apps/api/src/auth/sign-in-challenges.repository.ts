import { Injectable } from '@nestjs/common';
import { LessThan, MoreThan } from 'typeorm';
import type { Tx } from '../platform/database/index.js';
import { SignInChallengeEntity } from './sign-in-challenge.entity.js';

@Injectable()
export class SignInChallengesRepository {
  async create(tx: Tx, challenge: Omit<SignInChallengeEntity, 'failures'>): Promise<void> {
    await tx.insert(SignInChallengeEntity, challenge);
  }

  async userOf(tx: Tx, tokenHash: string): Promise<string | undefined> {
    return (await tx.findOneBy(SignInChallengeEntity, { tokenHash }))?.userId;
  }

  async lock(tx: Tx, tokenHash: string, now: Date): Promise<SignInChallengeEntity | null> {
    return tx.findOne(SignInChallengeEntity, {
      where: { tokenHash, expiresAt: MoreThan(now) },
      lock: { mode: 'pessimistic_write' },
    });
  }

  async countFailure(tx: Tx, tokenHash: string): Promise<void> {
    await tx.increment(SignInChallengeEntity, { tokenHash }, 'failures', 1);
  }

  async remove(tx: Tx, tokenHash: string): Promise<void> {
    await tx.delete(SignInChallengeEntity, { tokenHash });
  }

  async removeExpired(tx: Tx, now: Date): Promise<void> {
    await tx.delete(SignInChallengeEntity, { expiresAt: LessThan(now) });
  }
}
