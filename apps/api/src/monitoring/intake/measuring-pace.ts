import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Rounds } from '../../platform/scheduler/index.js';
import { ReleasedBinsReadModel } from './released-bins.read-model.js';

const WATCHED_SECONDS = 10;
/** Nobody waits for it; six windows in one request cost little more than one. */
const IDLE_SECONDS = 60;
/** On their way, and in the hands of those who write them down. */
const UNDERWAY_SECONDS = 10;
const LOOK_MS = 3_000;

/** How often nodes tell what they measured: every window while a release touches what they run. */
@Injectable()
export class MeasuringPace implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('metrics');
  private released: ReadonlySet<string> = new Set();
  private readonly rounds = new Rounds(
    LOOK_MS,
    () => this.lookOnce(),
    ({ message }) => this.logger.warn(`can't see what is released now: ${message}`),
  );

  constructor(private readonly bins: ReleasedBinsReadModel) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.look();
    this.rounds.begin();
  }

  onApplicationShutdown(): Promise<void> {
    return this.rounds.end();
  }

  everySeconds(bins: Iterable<{ readonly binId: string }>): number {
    if (this.released.size > 0)
      for (const { binId } of bins) if (this.released.has(binId)) return WATCHED_SECONDS;
    return IDLE_SECONDS;
  }

  /** Until when the nodes that run these bins have told everything by now, in steps so long; seconds since 1970. */
  toldUntil(bins: Iterable<{ readonly binId: string }>, now: number, stepSeconds: number): number {
    return Math.floor((now - this.everySeconds(bins) - UNDERWAY_SECONDS) / stepSeconds) * stepSeconds;
  }

  look(): Promise<void> {
    return this.rounds.now();
  }

  private async lookOnce(): Promise<void> {
    this.released = new Set(await this.bins.now());
  }
}
