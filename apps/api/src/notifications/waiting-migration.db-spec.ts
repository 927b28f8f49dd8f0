import { WaitingMessages1795000002650 } from '../../migrations/1795000002650-waiting-messages.js';
import { withDatabase } from '../../test/with-database.js';

const RELEASE = '0191d0a0-1111-7111-8111-111111111111';
const MORNING = new Date(Date.now() + 3_600_000);
const [EARLIER, LATER] = [new Date(Date.now() - 60_000), new Date(Date.now() + 60_000)];

describe('the migration of messages that wait', () => {
  const database = withDatabase();

  it('keeps what each is about, what it waits for and why it was given up, and goes back', async () => {
    const runner = database.source.createQueryRunner();
    const migration = new WaitingMessages1795000002650();
    await migration.down(runner);
    const [channel] = await runner.query(
      `INSERT INTO notification_channels (name, kind, language, is_enabled, changed_by_name, changed_at)
       VALUES ('robot', 'slack', 'en', true, 'Ann', now()) RETURNING id`,
    );
    const add = async (
      releaseId: string | null,
      state: string,
      attempts: number,
      nextAt: Date,
    ): Promise<void> => {
      const answer = state === 'failed' ? 'It waited too long.' : null;
      const [delivery] = await runner.query(
        `WITH event AS (
           INSERT INTO notification_events (type, severity, release_id, subject, data, at)
           VALUES ('alert.fired', 'info', $2::uuid, '{"type": "alert", "id": "a"}', '{}', $6) RETURNING id)
         INSERT INTO notification_deliveries (event_id, channel_id, release_id, state, attempts, next_at, created_at, last_answer)
         SELECT id, $1, $2::uuid, $3, $4, $5, $6, $7 FROM event RETURNING id`,
        [channel.id, releaseId, state, attempts, nextAt, EARLIER, answer],
      );
      if (attempts > 0)
        await runner.query(
          `INSERT INTO notification_attempts (delivery_id, at, duration_ms, outcome, answer) VALUES ($1, $2, 1, 'retry', '')`,
          [delivery.id, EARLIER],
        );
    };
    await add(RELEASE, 'waiting', 0, MORNING);
    await add(null, 'waiting', 1, LATER);
    await add(null, 'failed', 0, EARLIER);
    const read = (columns: string): Promise<unknown> =>
      runner.query(`SELECT ${columns} FROM notification_deliveries ORDER BY id`);
    const old = 'release_id, next_at, last_answer';
    const before = await read(old);
    await migration.up(runner);
    expect(await read('about, next_at, held_until, first_failed_at, last_answer, why')).toEqual([
      { about: RELEASE, next_at: EARLIER, held_until: MORNING, ...nothing },
      { about: 'alert a', next_at: LATER, held_until: null, ...nothing, first_failed_at: EARLIER },
      {
        ...{ about: 'alert a', next_at: EARLIER, held_until: null, ...nothing },
        why: { en: 'It waited too long.', zh: '等待时间过长。' },
      },
    ]);
    await migration.down(runner);
    expect(await read(old)).toEqual(before);
    await runner.release();
  });
});

const nothing = { first_failed_at: null, last_answer: null, why: null };
