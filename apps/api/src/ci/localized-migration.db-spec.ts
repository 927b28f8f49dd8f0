import { LocalizedSentences1795000002600 } from '../../migrations/1795000002600-localized-sentences.js';
import { withDatabase } from '../../test/with-database.js';

describe('the migration to sentences in two languages', () => {
  const database = withDatabase();

  it('keeps what was said in English for both, what was not said yet unsaid, and goes back to that', async () => {
    const runner = database.source.createQueryRunner();
    const migration = new LocalizedSentences1795000002600();
    await migration.down(runner);
    const [source] = await runner.query(
      `WITH project AS (INSERT INTO projects (code, name, created_at, updated_at) VALUES ('edge', 'Edge', now(), now()) RETURNING id)
       INSERT INTO ci_sources (project_id, kind, name, poll_seconds, last_error, created_at, created_by_name)
       SELECT id, 'jenkins', 'CI', 0, 'It is away.', now(), 'Ann' FROM project RETURNING id`,
    );
    await runner.query(
      `INSERT INTO ci_deliveries (id, source_id, event, dedupe_key, body_sha256, size_bytes, state, fate, received_at)
       SELECT uuidv7(), $1, 'build', fate, fate, 0, 'waiting', fate, now() FROM unnest(ARRAY['', 'It was "read".']) AS fate`,
      [source.id],
    );
    const read = async (): Promise<unknown> => [
      ...(await runner.query('SELECT fate FROM ci_deliveries ORDER BY dedupe_key')),
      ...(await runner.query('SELECT last_error FROM ci_sources')),
    ];
    const before = [{ fate: '' }, { fate: 'It was "read".' }, { last_error: 'It is away.' }];
    expect(await read()).toEqual(before);
    await migration.up(runner);
    expect(await read()).toEqual([
      { fate: null },
      { fate: { en: 'It was "read".', zh: 'It was "read".' } },
      { last_error: { en: 'It is away.', zh: 'It is away.' } },
    ]);
    await migration.down(runner);
    expect(await read()).toEqual(before);
    await runner.release();
  });
});
