import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/index.js';

/** Of an e-mail that some recipients were refused for now: who is done with, and how often that was so. */
export interface Settled {
  readonly recipients: readonly string[];
  readonly times: number;
}

@Injectable()
export class SettledRecipients {
  constructor(private readonly database: Database) {}

  /** By the event. */
  async of(channelId: string, eventIds: readonly string[]): Promise<ReadonlyMap<string, Settled>> {
    const rows = await this.database.reader.query<{ eventId: string; settled: Settled }[]>(
      `SELECT event_id::text AS "eventId", settled FROM notification_deliveries
       WHERE channel_id = $1 AND event_id = ANY ($2::bigint[]) AND settled IS NOT NULL`,
      [channelId, [...eventIds]],
    );
    return new Map(rows.map(({ eventId, settled }) => [eventId, settled]));
  }

  /** Null: all are, so that whoever has it sent again means all of them. */
  async save(channelId: string, all: ReadonlyMap<string, Settled | null>): Promise<void> {
    const rows = [...all].map(([eventId, settled]) => ({ eventId, settled }));
    await this.database.transaction((tx) =>
      tx.query(
        `UPDATE notification_deliveries d SET settled = nullif(q.settled, 'null'::jsonb)
         FROM jsonb_to_recordset($2::jsonb) AS q("eventId" bigint, settled jsonb)
         WHERE d.channel_id = $1 AND d.event_id = q."eventId"`,
        [channelId, JSON.stringify(rows)],
      ),
    );
  }
}
