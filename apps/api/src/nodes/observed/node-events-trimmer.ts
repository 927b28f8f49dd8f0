import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { Rounds } from '../../platform/scheduler/index.js';
import { NodeEventsRepository } from './node-events.repository.js';

const HOUR_MS = 3_600_000;
const KEPT_MS = 30 * 24 * HOUR_MS;
const ENOUGH = 5_000;

/** Drops the history of nodes after a month, in small pieces that hold nobody up. */
@Injectable()
export class NodeEventsTrimmer implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('node-events');
  private readonly rounds = new Rounds(
    HOUR_MS,
    () => this.trim(),
    ({ message }) => this.logger.warn(`old events of nodes not dropped: ${message}`),
  );

  constructor(
    private readonly events: NodeEventsRepository,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.rounds.begin();
  }

  onApplicationShutdown(): Promise<void> {
    return this.rounds.end();
  }

  async trim(): Promise<void> {
    const olderThan = new Date(this.clock.millis() - KEPT_MS);
    while ((await this.database.transaction((tx) => this.events.trim(tx, olderThan))) >= ENOUGH);
  }
}
