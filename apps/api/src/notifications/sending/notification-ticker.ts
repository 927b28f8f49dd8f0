import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { Rounds } from '../../platform/scheduler/index.js';
import { DeliveriesRepository } from '../deliveries/deliveries.repository.js';
import { ExpiringRequests } from '../outbox/expiring-requests.js';
import { Spreader } from '../outbox/spreader.js';
import { DeliveryWorker } from './delivery-worker.js';

const EVERY_MS = 1_000;
const LOOK_EVERY_MS = 30_000;
const TIDY_EVERY_MS = 3_600_000;
/** A slow one must not keep the others waiting. */
const WORKERS = 4;

/** Has events spread and messages sent again and again, in every process. */
@Injectable()
export class NotificationTicker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('notifications');
  private isEnding = false;
  private readonly rounds: readonly Rounds[];

  constructor(
    private readonly spreader: Spreader,
    private readonly worker: DeliveryWorker,
    private readonly requests: ExpiringRequests,
    private readonly deliveries: DeliveriesRepository,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    this.rounds = [
      this.every(EVERY_MS, () => this.spread()),
      ...Array.from({ length: WORKERS }, () => this.every(EVERY_MS, () => this.send())),
      this.every(LOOK_EVERY_MS, () => this.requests.look(this.clock.millis())),
      this.every(TIDY_EVERY_MS, () => this.tidy()),
    ];
  }

  onApplicationBootstrap(): void {
    for (const rounds of this.rounds) rounds.begin();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isEnding = true;
    await Promise.all(this.rounds.map((rounds) => rounds.end()));
  }

  private every(ms: number, work: () => Promise<unknown>): Rounds {
    return new Rounds(ms, work, ({ message }) => this.logger.warn(`messages are sent later: ${message}`));
  }

  private async spread(): Promise<void> {
    while (!this.isEnding && (await this.spreader.spread(this.clock.millis())) > 0);
  }

  private async send(): Promise<void> {
    while (!this.isEnding && (await this.worker.once()));
  }

  private tidy(): Promise<void> {
    return this.database.transaction((tx) => this.deliveries.tidy(tx, this.clock.now()));
  }
}
