import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { PresenceBook } from './presence-book.js';
import { PresenceRepository } from './presence.repository.js';

const LOOK_MS = 15_000;
/** So far the clocks of two processes may be apart. */
const APART_MS = 10_000;

/**
 * A last word of the future was heard before the clock was set back, or by a process whose clock is ahead. Until that time came,
 * nobody would be missed; it counts as heard now.
 */
@Injectable()
export class FutureWords implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('presence');
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly book: PresenceBook,
    private readonly repository: PresenceRepository,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.look(), LOOK_MS).unref();
    void this.look();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  async look(): Promise<void> {
    try {
      await this.bringBack();
    } catch (error) {
      this.logger.warn(`last words of the future not looked for: ${(error as Error).message}`);
    }
  }

  async bringBack(): Promise<void> {
    const now = this.clock.millis();
    this.book.bringBack(now + APART_MS, now);
    const count = await this.database.transaction((tx) => this.repository.bringBack(tx, now + APART_MS, now));
    if (count > 0)
      this.logger.warn(`${count} nodes were last heard in the future; a clock was set back or is ahead`);
  }
}
