import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { tooManyAttempts } from './auth.errors.js';
import { LoginAttemptsRepository } from './login-attempts.repository.js';
import { hashSecret } from './refresh-tokens.js';

const MAX_FAILURES = 10;
const WINDOW_MS = 15 * 60_000;

/** Per e-mail and network address together: whoever guesses elsewhere can't lock the owner out. */
@Injectable()
export class LoginLimit {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly attempts: LoginAttemptsRepository,
  ) {}

  async countAttempt(email: string, address: string): Promise<void> {
    const now = this.clock.now();
    const windowStart = new Date(now.getTime() - WINDOW_MS);
    const source = sourceOf(email, address);
    const { failures, windowStartedAt } = await this.database.transaction((tx) =>
      this.attempts.count(tx, source, now, windowStart),
    );
    if (failures <= MAX_FAILURES) return;
    throw tooManyAttempts(
      Math.max(1, Math.ceil((windowStartedAt.getTime() + WINDOW_MS - now.getTime()) / 1000)),
    );
  }

  async forgive(tx: Tx, email: string, address: string): Promise<void> {
    await this.attempts.forget(tx, sourceOf(email, address));
  }
}

function sourceOf(email: string, address: string): string {
  return hashSecret(`${address}\n${email}`);
}
