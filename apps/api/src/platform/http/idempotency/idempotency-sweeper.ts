import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../../clock/index.js';
import { Database } from '../../database/index.js';
import { Rounds } from '../../scheduler/index.js';
import { IdempotencyKeysRepository } from './idempotency-keys.repository.js';

const EVERY_MS = 3_600_000;
const KEPT_MS = 24 * 3_600_000;

/** Keys are remembered for a day. */
@Injectable()
export class IdempotencySweeper implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('idempotency');
  private readonly rounds = new Rounds(
    EVERY_MS,
    () => this.sweep(),
    ({ message }) => this.logger.warn(`sweeping failed: ${message}`),
  );

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly keys: IdempotencyKeysRepository,
  ) {}

  onApplicationBootstrap(): void {
    this.rounds.begin();
  }

  onApplicationShutdown(): Promise<void> {
    return this.rounds.end();
  }

  async sweep(): Promise<void> {
    const before = new Date(this.clock.millis() - KEPT_MS);
    await this.database.transaction((tx) => this.keys.removeBefore(tx, before));
  }
}
