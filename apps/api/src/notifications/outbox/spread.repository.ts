import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import { KEEPERS } from '../personal/first-channels.repository.js';
import { MAY_HEAR } from '../personal/may-hear.js';

/** An event, and a channel that hears of it. */
export interface Match {
  readonly eventId: string;
  /** What happens to it is told in its order. */
  readonly about: string;
  readonly channelId: string;
}

/** Some number of our own: one process at a time says who hears of what, so that it is said in order. */
const TURN = 7_201_871;
const AT_ONCE = 100;

const RANK = (column: string): string => `array_position(ARRAY['critical', 'warning', 'info'], ${column})`;

/** What only some may see is told only to them, as their rights are now. */
const MATCHES = `
  SELECT e.id::text AS "eventId", c.id AS "channelId",
    coalesce(e.release_id::text, (e.subject->>'type') || ' ' || (e.subject->>'id')) AS about
  FROM notification_events e JOIN notification_channels c ON c.is_enabled
  LEFT JOIN users u ON u.id = c.user_id
  WHERE e.id = ANY ($1::bigint[])
    AND (c.project_id IS NULL OR e.project_id IS NULL OR c.project_id = e.project_id)
    AND (c.user_id IS NULL OR ${MAY_HEAR})
    AND NOT (e.type = 'channel.disabled' AND e.subject->>'id' = c.id::text)
    AND (EXISTS (
      SELECT 1 FROM notification_subscriptions s WHERE s.channel_id = c.id
        AND (s.project_id IS NULL OR e.project_id IS NULL OR s.project_id = e.project_id)
        AND (s.environment_id IS NULL OR e.environment_id IS NULL OR s.environment_id = e.environment_id)
        AND (cardinality(s.event_types) = 0 OR e.type = ANY (s.event_types))
        AND ${RANK('e.severity')} <= ${RANK('s.least_severity')})
      OR (e.type = 'channel.disabled' AND c.user_id IN (${KEEPERS})))
  ORDER BY e.id, c.id`;

@Injectable()
export class SpreadRepository {
  /** False when another process does it. */
  async takeTurn(tx: Tx): Promise<boolean> {
    const [row] = await tx.query<{ isMine: boolean }[]>('SELECT pg_try_advisory_xact_lock($1) AS "isMine"', [
      TURN,
    ]);
    return row?.isMine === true;
  }

  /** Events of which nobody has heard yet, oldest first. */
  async fresh(tx: Tx): Promise<readonly string[]> {
    const rows = await tx.query<{ id: string }[]>(
      'SELECT id::text FROM notification_events WHERE spread_at IS NULL ORDER BY id LIMIT $1',
      [AT_ONCE],
    );
    return rows.map(({ id }) => id);
  }

  async matches(tx: Tx, eventIds: readonly string[]): Promise<readonly Match[]> {
    return tx.query<Match[]>(MATCHES, [eventIds]);
  }

  async deliver(tx: Tx, matches: readonly Match[], at: Date): Promise<void> {
    if (matches.length === 0) return;
    await tx.query(
      `INSERT INTO notification_deliveries (event_id, channel_id, about, next_at, created_at)
       SELECT q."eventId", q."channelId", q.about, $2, $2
       FROM ROWS FROM (jsonb_to_recordset($1::jsonb) AS ("eventId" bigint, "channelId" uuid, about text))
         WITH ORDINALITY AS q("eventId", "channelId", about, place)
       ORDER BY q.place ON CONFLICT (event_id, channel_id) DO NOTHING`,
      [JSON.stringify(matches), at],
    );
  }

  async markSpread(tx: Tx, eventIds: readonly string[], at: Date): Promise<void> {
    await tx.query('UPDATE notification_events SET spread_at = $2 WHERE id = ANY ($1::bigint[])', [
      eventIds,
      at,
    ]);
  }
}
