import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.js';
import { AlertEvaluator, LOOK_EVERY_MS } from './alert-evaluator.js';

/** Has the rules looked at again and again; of several processes one does it. */
@Injectable()
export class AlertTicker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('alerts');
  private timer: NodeJS.Timeout | undefined;
  private work: Promise<void> | undefined;

  constructor(
    private readonly evaluator: AlertEvaluator,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.wake(), LOOK_EVERY_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.work;
  }

  private wake(): void {
    this.work ??= this.look().finally(() => (this.work = undefined));
  }

  private async look(): Promise<void> {
    try {
      await this.evaluator.look(this.clock.millis());
    } catch (error) {
      this.logger.warn(`alert rules are looked at again later: ${(error as Error).message}`);
    }
  }
}
