import { CiMakers1795000002800 } from '../../migrations/1795000002800-ci-makers.js';
import { withDatabase } from '../../test/with-database.js';

describe('the migration to those who may have made builds up', () => {
  const database = withDatabase();

  it('finds them in the audit log, and leaves open what it does not know', async () => {
    const runner = database.source.createQueryRunner();
    const migration = new CiMakers1795000002800();
    await migration.down(runner);
    const people = await runner.query(
      `INSERT INTO users (email, name, password_hash, created_at)
       SELECT n || '@example.com', n, '', now() FROM unnest(ARRAY['ann', 'bob', 'cy', 'dan']) AS n RETURNING id`,
    );
    const [ann, bob, cy, dan] = people.map(({ id }: { id: string }) => id);
    const [{ id: projectId }] = await runner.query(
      `INSERT INTO projects (code, name, created_at, updated_at) VALUES ('edge', 'Edge', now(), now()) RETURNING id`,
    );
    const aSource = async (name: string): Promise<string> => {
      const [{ id }] = await runner.query(
        `INSERT INTO ci_sources (project_id, kind, name, poll_seconds, created_at, created_by_name)
         VALUES ($1, 'jenkins', $2, 0, now(), 'Ann') RETURNING id`,
        [projectId, name],
      );
      await runner.query(
        `INSERT INTO ci_source_secrets (id, source_id, sealed, created_at) VALUES (uuidv7(), $1, '', '2026-01-01Z'), (uuidv7(), $1, '', '2026-01-03Z')`,
        [id],
      );
      return id as string;
    };
    const [known, unknown] = [await aSource('known'), await aSource('unknown')];
    const told: readonly (readonly [string, string, string, object])[] = [
      [ann, 'ci.source_created', '2026-01-01Z', { to: { baseUrl: 'http://a/' } }],
      [
        bob,
        'ci.source_changed',
        '2026-01-02Z',
        { from: { baseUrl: 'http://a/' }, to: { baseUrl: 'http://b/' } },
      ],
      [cy, 'ci.source_secret_changed', '2026-01-03Z', {}],
      [
        dan,
        'ci.source_changed',
        '2026-01-04Z',
        { from: { baseUrl: 'http://b/' }, to: { baseUrl: 'http://b/' }, isTokenChanged: false },
      ],
    ];
    for (const [at, [actor, action, time, data]] of told.entries())
      await runner.query(
        `INSERT INTO audit_entries (seq, at, actor_kind, actor_id, actor_name, action, subject_type, subject_id, data, hash)
         VALUES ($1, $2, 'user', $3, '', $4, 'ci-source', $5, $6::jsonb, '')`,
        [1_000 + at, time, actor, action, known, JSON.stringify(data)],
      );
    await migration.up(runner);
    const editors = await runner.query('SELECT id, editor_id AS editor FROM ci_sources ORDER BY name');
    expect(editors).toEqual([
      { id: known, editor: bob },
      { id: unknown, editor: null },
    ]);
    const makers = await runner.query(
      'SELECT maker_id AS maker FROM ci_source_secrets ORDER BY source_id = $1 DESC, created_at',
      [known],
    );
    expect(makers.map(({ maker }: { maker: string | null }) => maker)).toEqual([ann, cy, null, null]);
    await runner.release();
  });
});
