import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import { waitedTooLong } from '../notification-sentences.js';

const AGAIN = `
  UPDATE notification_deliveries SET state = 'waiting', next_at = $2, attempts = 0, finished_at = NULL, merged_with = NULL,
    held_until = NULL, first_failed_at = NULL, is_own_fault = false, why = NULL
  WHERE channel_id = $1 AND state <> 'waiting'`;
const MOST_AT_ONCE = 1_000;
const KEPT_DAYS = 30;
/** Longer than the schedule; who has not been told by then need not be. */
const WAITING_DAYS = 4;

@Injectable()
export class DeliveriesRepository {
  /** Answers how many wait again. */
  async redeliver(tx: Tx, channelId: string, ids: readonly string[], at: Date): Promise<number> {
    const [, count] = await tx.query<[unknown[], number]>(`${AGAIN} AND id = ANY ($3::bigint[])`, [
      channelId,
      at,
      ids,
    ]);
    return count;
  }

  /** Those that were given up. */
  async redeliverFailed(
    tx: Tx,
    channelId: string,
    span: { readonly since: Date; readonly until: Date },
    at: Date,
  ): Promise<number> {
    const [, count] = await tx.query<[unknown[], number]>(
      `${AGAIN} AND id IN (SELECT id FROM notification_deliveries WHERE channel_id = $1 AND state = 'failed'
         AND finished_at >= $3 AND finished_at < $4 ORDER BY id LIMIT ${MOST_AT_ONCE})`,
      [channelId, at, span.since, span.until],
    );
    return count;
  }

  /** What waits in a channel that nobody mends is given up, and what is old is forgotten. */
  async tidy(tx: Tx, now: Date): Promise<void> {
    await tx.query(
      `UPDATE notification_deliveries SET state = 'failed', finished_at = $1, why = $3::jsonb
       WHERE state = 'waiting' AND greatest(next_at, created_at, held_until) < $1::timestamptz - make_interval(days => $2)`,
      [now, WAITING_DAYS, JSON.stringify(waitedTooLong())],
    );
    await tx.query(
      `DELETE FROM notification_events e WHERE e.at < $1::timestamptz - make_interval(days => $2) AND e.spread_at IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM notification_deliveries d WHERE d.event_id = e.id AND d.state = 'waiting')`,
      [now, KEPT_DAYS],
    );
  }
}
