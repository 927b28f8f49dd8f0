import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.js';
import { Rounds } from '../../../platform/scheduler/index.js';
import { AlertEvaluator, LOOK_EVERY_MS } from './alert-evaluator.js';

/** Has the rules looked at again and again; of several processes one does it. */
@Injectable()
export class AlertTicker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('alerts');
  private readonly rounds = new Rounds(
    LOOK_EVERY_MS,
    () => this.evaluator.look(this.clock.millis()),
    ({ message }) => this.logger.warn(`alert rules are looked at again later: ${message}`),
  );

  constructor(
    private readonly evaluator: AlertEvaluator,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.rounds.begin();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.rounds.end();
  }
}
