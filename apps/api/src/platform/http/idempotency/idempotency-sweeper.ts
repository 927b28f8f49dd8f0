import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../../clock/index.js';
import { Database } from '../../database/index.js';
import { IdempotencyKeysRepository } from './idempotency-keys.repository.js';

const EVERY_MS = 3_600_000;
const KEPT_MS = 24 * 3_600_000;

/** Keys are remembered for a day. */
@Injectable()
export class IdempotencySweeper implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('idempotency');
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly keys: IdempotencyKeysRepository,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.sweep().catch((error: unknown) => this.logger.warn(`sweeping failed: ${String(error)}`));
    }, EVERY_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  async sweep(): Promise<void> {
    const before = new Date(this.clock.millis() - KEPT_MS);
    await this.database.transaction((tx) => this.keys.removeBefore(tx, before));
  }
}
