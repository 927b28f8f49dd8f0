import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { ReleasedBinsReadModel } from './released-bins.read-model.js';

const WATCHED_SECONDS = 10;
/** Nobody waits for it; six windows in one request cost little more than one. */
const IDLE_SECONDS = 60;
const LOOK_MS = 3_000;

/** How often nodes tell what they measured: every window while a release touches what they run. */
@Injectable()
export class MeasuringPace implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('metrics');
  private released: ReadonlySet<string> = new Set();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly bins: ReleasedBinsReadModel) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.look();
    this.timer = setInterval(() => void this.look(), LOOK_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  everySeconds(bins: Iterable<{ readonly binId: string }>): number {
    if (this.released.size > 0)
      for (const { binId } of bins) if (this.released.has(binId)) return WATCHED_SECONDS;
    return IDLE_SECONDS;
  }

  async look(): Promise<void> {
    try {
      this.released = new Set(await this.bins.now());
    } catch (error) {
      this.logger.warn(`can't see what is released now: ${(error as Error).message}`);
    }
  }
}
