import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What messages are told in the order of, how long they wait and for what, and why they are told no more. */
const UP = [
  `ALTER TABLE notification_deliveries
     ADD COLUMN about text,
     ADD COLUMN held_until timestamptz,
     ADD COLUMN first_failed_at timestamptz,
     ADD COLUMN is_own_fault boolean NOT NULL DEFAULT false,
     ADD COLUMN why jsonb`,
  `UPDATE notification_deliveries d
   SET about = coalesce(e.release_id::text, (e.subject ->> 'type') || ' ' || (e.subject ->> 'id'))
   FROM notification_events e WHERE e.id = d.event_id`,
  'ALTER TABLE notification_deliveries ALTER COLUMN about SET NOT NULL, DROP COLUMN release_id',
  // What has not been tried yet and may not be waits for the end of quiet hours, and for nothing else.
  `UPDATE notification_deliveries SET held_until = next_at, next_at = created_at
   WHERE state = 'waiting' AND attempts = 0 AND next_at > now()`,
  `UPDATE notification_deliveries d
   SET first_failed_at = (SELECT min(a.at) FROM notification_attempts a WHERE a.delivery_id = d.id)
   WHERE state = 'waiting' AND attempts > 0`,
  `UPDATE notification_deliveries
   SET why = jsonb_build_object('en', last_answer, 'zh', '等待时间过长。'), last_answer = NULL
   WHERE state = 'failed' AND last_answer = 'It waited too long.'`,
  `CREATE INDEX notification_deliveries_about ON notification_deliveries (channel_id, about, id) WHERE state = 'waiting'`,
  'ALTER TABLE notification_channels ADD COLUMN asked_until timestamptz',
];

const DOWN = [
  'ALTER TABLE notification_channels DROP COLUMN asked_until',
  'DROP INDEX notification_deliveries_about',
  'ALTER TABLE notification_deliveries ADD COLUMN release_id uuid',
  `UPDATE notification_deliveries d SET release_id = e.release_id, next_at = greatest(d.next_at, d.held_until),
     last_answer = coalesce(d.why ->> 'en', d.last_answer)
   FROM notification_events e WHERE e.id = d.event_id`,
  `ALTER TABLE notification_deliveries DROP COLUMN about, DROP COLUMN held_until, DROP COLUMN first_failed_at,
     DROP COLUMN is_own_fault, DROP COLUMN why`,
];

export class WaitingMessages1795000002650 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
