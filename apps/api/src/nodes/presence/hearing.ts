import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { Listening, type Moment } from '../rules/listening.js';

const PROVE_EVERY_MS = 3_000;

/** A report is written before it is answered, so this is written as well: a database that only reads hears nobody. */
const PROVE = 'SELECT pg_current_xact_id()';

/** Since when this process could have heard its nodes. Others may have heard them; what they heard is in the database. */
@Injectable()
export class Hearing implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('presence');
  private listening: Listening;
  private timer: NodeJS.Timeout | undefined;
  private isProving = false;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    this.listening = new Listening(this.now());
  }

  /** It took its time to start, and heard nobody. */
  onApplicationBootstrap(): void {
    this.listening = new Listening(this.now());
    this.timer = setInterval(() => void this.prove(), PROVE_EVERY_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** Milliseconds of the server's clock. */
  since(): number {
    return this.listening.sinceAt(this.now());
  }

  private async prove(): Promise<void> {
    if (this.isProving) return;
    this.isProving = true;
    try {
      await this.database.reader.query(PROVE);
      const gapMs = this.listening.prove(this.now());
      if (gapMs > 0)
        this.logger.warn(
          `nobody could be heard for ${Math.round(gapMs / 1000)} s; nodes get their time to speak`,
        );
    } catch {
      // The time without a proof tells.
    } finally {
      this.isProving = false;
    }
  }

  private now(): Moment {
    return { wall: this.clock.millis(), monotonic: this.clock.monotonic() };
  }
}
