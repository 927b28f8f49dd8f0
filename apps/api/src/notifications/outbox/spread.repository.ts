import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import type { Severity } from '../notification-words.js';
import { KEEPERS } from '../personal/first-channels.repository.js';
import type { WeeklyQuiet } from '../sending/quiet-hours.js';

/** An event, and a channel that hears of it. */
export interface Match {
  readonly eventId: string;
  readonly releaseId: string | null;
  readonly severity: Severity;
  readonly channelId: string;
  readonly quietHours: WeeklyQuiet | null;
}

/** Some number of our own: one process at a time says who hears of what, so that it is said in order. */
const TURN = 7_201_871;
const AT_ONCE = 100;

const RANK = (column: string): string => `array_position(ARRAY['critical', 'warning', 'info'], ${column})`;

/** What only some may see is told only to them, as their rights are now. */
const MATCHES = `
  SELECT e.id::text AS "eventId", e.release_id AS "releaseId", e.severity, c.id AS "channelId", c.quiet_hours AS "quietHours"
  FROM notification_events e JOIN notification_channels c ON c.is_enabled
  LEFT JOIN users u ON u.id = c.user_id
  WHERE e.id = ANY ($1::bigint[])
    AND (c.project_id IS NULL OR e.project_id IS NULL OR c.project_id = e.project_id)
    AND (c.user_id IS NULL OR (u.disabled_at IS NULL AND (u.is_admin OR EXISTS (
      SELECT 1 FROM project_members m WHERE m.user_id = c.user_id AND (e.project_id IS NULL OR m.project_id = e.project_id)))))
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

  async deliver(tx: Tx, deliveries: readonly (Match & { readonly nextAt: Date })[], at: Date): Promise<void> {
    if (deliveries.length === 0) return;
    await tx.query(
      `INSERT INTO notification_deliveries (event_id, channel_id, release_id, next_at, created_at)
       SELECT q."eventId", q."channelId", q."releaseId", q."nextAt", $2
       FROM ROWS FROM (jsonb_to_recordset($1::jsonb) AS ("eventId" bigint, "channelId" uuid, "releaseId" uuid, "nextAt" timestamptz))
         WITH ORDINALITY AS q("eventId", "channelId", "releaseId", "nextAt", place)
       ORDER BY q.place ON CONFLICT (event_id, channel_id) DO NOTHING`,
      [JSON.stringify(deliveries), at],
    );
  }

  async markSpread(tx: Tx, eventIds: readonly string[], at: Date): Promise<void> {
    await tx.query('UPDATE notification_events SET spread_at = $2 WHERE id = ANY ($1::bigint[])', [
      eventIds,
      at,
    ]);
  }
}
