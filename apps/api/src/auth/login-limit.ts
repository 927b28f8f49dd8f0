import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { tooManyAttempts } from './auth.errors.js';
import { LoginAttemptsRepository } from './login-attempts.repository.js';
import { limitsOf, proofLimit, providerLimit, WINDOW_MS, type Attempt, type Limit } from './login-limits.js';
import { hashSecret } from './refresh-tokens.js';

/** Counts failures for everybody alike, whether there is such an account or not. */
@Injectable()
export class LoginLimit {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly attempts: LoginAttemptsRepository,
  ) {}

  async countAttempt(attempt: Attempt): Promise<void> {
    await this.count(limitsOf(attempt));
  }

  async forgive(tx: Tx, attempt: Attempt): Promise<void> {
    await this.forgiveAll(tx, limitsOf(attempt));
  }

  private async forgiveAll(tx: Tx, limits: readonly Limit[]): Promise<void> {
    for (const { source, afterSuccess } of limits) {
      if (afterSuccess === 'forget') await this.attempts.forget(tx, hashSecret(source));
      else await this.attempts.giveBack(tx, hashSecret(source));
    }
  }

  async countProof(userId: string): Promise<void> {
    await this.count([proofLimit(userId)]);
  }

  async forgiveProof(userId: string): Promise<void> {
    await this.database.transaction((tx) => this.attempts.forget(tx, hashSecret(proofLimit(userId).source)));
  }

  async countProvider(address: string, deviceId: string | undefined): Promise<void> {
    await this.count([providerLimit(address, deviceId)]);
  }

  async forgiveProvider(tx: Tx, address: string, deviceId: string | undefined): Promise<void> {
    await this.forgiveAll(tx, [providerLimit(address, deviceId)]);
  }

  /** What was counted stays counted when one of them refuses. */
  private async count(limits: readonly Limit[]): Promise<void> {
    const now = this.clock.now();
    const windowStart = new Date(now.getTime() - WINDOW_MS);
    const waitMs = await this.database.transaction(async (tx) => {
      for (const { source, max } of limits) {
        const counted = await this.attempts.count(tx, hashSecret(source), now, windowStart);
        if (counted.failures > max) return counted.windowStartedAt.getTime() + WINDOW_MS - now.getTime();
      }
      return undefined;
    });
    if (waitMs !== undefined) throw tooManyAttempts(Math.max(1, Math.ceil(waitMs / 1000)));
  }
}
