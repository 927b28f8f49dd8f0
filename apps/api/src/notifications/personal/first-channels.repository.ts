import { Injectable } from '@nestjs/common';
import { rolesThatMay } from '../../platform/auth-guard/index.js';
import type { Tx } from '../../platform/database/index.js';
import type { NewSubscription } from '../channels/subscriptions.repository.js';
import type { EventType } from '../notification-words.js';

/** What waits for a word of theirs. */
const USUAL_EVENTS: readonly EventType[] = ['approval.requested', 'approval.asked', 'approval.expiring'];
const APPROVERS = [...rolesThatMay('release.approve')];

/** Those who can mend a channel: the admins of its project, else those of the console. */
export const KEEPERS = `
  SELECT u.id FROM users u WHERE u.disabled_at IS NULL AND CASE
    WHEN EXISTS (SELECT 1 FROM project_members m JOIN users a ON a.id = m.user_id AND a.disabled_at IS NULL
      WHERE m.project_id = e.project_id AND m.role = 'project_admin')
    THEN EXISTS (SELECT 1 FROM project_members m WHERE m.project_id = e.project_id AND m.user_id = u.id AND m.role = 'project_admin')
    ELSE u.is_admin END`;

/** They have said nothing of their language, so it is the one that most channels of their project speak. */
const LANGUAGE = `coalesce((SELECT c.language FROM notification_channels c
  WHERE c.user_id IS NULL AND (c.project_id IS NULL OR c.project_id = e.project_id)
  GROUP BY c.language ORDER BY count(*) DESC, c.language LIMIT 1), 'en')`;

const MAKE = `
  WITH made AS (
    INSERT INTO notification_channels (user_id, name, kind, language, is_enabled, changed_by_name, changed_at)
    SELECT DISTINCT ON (k.id) k.id, 'e-mail', 'email', ${LANGUAGE}, true, 'Release Console', $2::timestamptz
    FROM notification_events e CROSS JOIN LATERAL (
      SELECT id FROM (${KEEPERS}) keepers WHERE e.type = 'channel.disabled'
      UNION ALL
      SELECT u.id FROM project_members m JOIN users u ON u.id = m.user_id AND u.disabled_at IS NULL
      WHERE $5 AND e.type = ANY ($3::text[]) AND m.project_id = e.project_id AND m.role = ANY ($4::text[])) k
    WHERE e.id = ANY ($1::bigint[]) ORDER BY k.id, e.id
    ON CONFLICT DO NOTHING RETURNING id, user_id)
  INSERT INTO notification_subscriptions (channel_id, place, event_types)
  SELECT made.id, 0, $3 FROM made
  WHERE EXISTS (SELECT 1 FROM project_members m WHERE m.user_id = made.user_id AND m.role = ANY ($4::text[]))`;

/** What people hear of who have never said what they want to hear of. */
@Injectable()
export class FirstChannels {
  /**
   * A channel of no use must be heard of by whoever can mend it, and an approval by whoever can give it.
   * @param isMailSet without which approvers are not written to
   */
  async ensureFor(tx: Tx, eventIds: readonly string[], at: Date, isMailSet: boolean): Promise<void> {
    await tx.query(MAKE, [eventIds, at, USUAL_EVENTS, APPROVERS, isMailSet]);
  }

  async usualOf(tx: Tx, userId: string): Promise<readonly NewSubscription[]> {
    const approving = await tx.query<unknown[]>(
      'SELECT 1 FROM project_members WHERE user_id = $1 AND role = ANY ($2::text[]) LIMIT 1',
      [userId, APPROVERS],
    );
    if (approving.length === 0) return [];
    return [{ projectId: null, environmentId: null, eventTypes: USUAL_EVENTS, leastSeverity: 'info' }];
  }
}
