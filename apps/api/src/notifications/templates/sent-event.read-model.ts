import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/index.js';

@Injectable()
export class SentEventReadModel {
  constructor(private readonly database: Database) {}

  /** Whether a channel was told of an event, or is to be. */
  async isOf(channelId: string, eventId: string): Promise<boolean> {
    const rows = await this.database.reader.query<unknown[]>(
      'SELECT 1 FROM notification_deliveries WHERE channel_id = $1 AND event_id = $2',
      [channelId, eventId],
    );
    return rows.length > 0;
  }
}
