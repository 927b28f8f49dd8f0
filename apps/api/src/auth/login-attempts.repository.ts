import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import type { Tx } from '../platform/database/index.js';
import { LoginAttemptEntity } from './login-attempt.entity.js';

export interface Attempts {
  readonly failures: number;
  readonly windowStartedAt: Date;
}

/** Counted before the password is looked at: a burst of parallel guesses can't slip under the limit. */
const COUNT = `
  INSERT INTO login_attempts AS a (source_hash, failures, window_started_at) VALUES ($1, 1, $2)
  ON CONFLICT (source_hash) DO UPDATE SET
    failures = CASE WHEN a.window_started_at < $3 THEN 1 ELSE a.failures + 1 END,
    window_started_at = CASE WHEN a.window_started_at < $3 THEN excluded.window_started_at ELSE a.window_started_at END
  RETURNING failures, window_started_at AS "windowStartedAt"`;

@Injectable()
export class LoginAttemptsRepository {
  async count(tx: Tx, sourceHash: string, now: Date, windowStart: Date): Promise<Attempts> {
    const [row] = await tx.query<Attempts[]>(COUNT, [sourceHash, now, windowStart]);
    if (!row) throw new Error('counting an attempt returned no row');
    return row;
  }

  async forget(tx: Tx, sourceHash: string): Promise<void> {
    await tx.delete(LoginAttemptEntity, { sourceHash });
  }

  /** One failure fewer, for an attempt that turned out to be none. */
  async giveBack(tx: Tx, sourceHash: string): Promise<void> {
    await tx.query('UPDATE login_attempts SET failures = greatest(failures - 1, 0) WHERE source_hash = $1', [
      sourceHash,
    ]);
  }

  async removeBefore(tx: Tx, time: Date): Promise<void> {
    await tx.delete(LoginAttemptEntity, { windowStartedAt: LessThan(time) });
  }
}
