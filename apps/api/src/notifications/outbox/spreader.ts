import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/index.js';
import { Mailer } from '../../platform/mail/index.js';
import { FirstChannels } from '../personal/first-channels.repository.js';
import { SpreadRepository } from './spread.repository.js';

/** Says for each event who hears of it, once and in order. */
@Injectable()
export class Spreader {
  constructor(
    private readonly database: Database,
    private readonly repository: SpreadRepository,
    private readonly firstChannels: FirstChannels,
    private readonly mailer: Mailer,
  ) {}

  /** How many events it were. @param now milliseconds since 1970 */
  async spread(now: number): Promise<number> {
    return this.database.transaction(async (tx) => {
      const at = new Date(now);
      if (!(await this.repository.takeTurn(tx))) return 0;
      const eventIds = await this.repository.fresh(tx);
      if (eventIds.length === 0) return 0;
      await this.firstChannels.ensureFor(tx, eventIds, at, this.mailer.isSet);
      await this.repository.deliver(tx, await this.repository.matches(tx, eventIds), at);
      await this.repository.markSpread(tx, eventIds, at);
      return eventIds.length;
    });
  }
}
