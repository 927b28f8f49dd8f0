import { eventually, withConsole, type Answer } from './with-console.js';
import { createApp } from '../src/create-app.js';
import { withReleaseWorld } from '../src/releases/releases.fixtures.js';
import { IdempotencySweeper } from '../src/platform/http/idempotency/idempotency-sweeper.js';

describe('Idempotency-Key', () => {
  const console = withConsole();
  let count = 0;
  const newKey = (): string => `key-${(count += 1)}`;
  const create = (key: string, code: string, name = `Project ${code}`): Promise<Answer> =>
    console.admin.call('POST', '/projects', { code, name }, { 'idempotency-key': key });
  const projects = async (code: string): Promise<number> => {
    const rows = (await console.db.source.query('SELECT count(*)::int AS n FROM projects WHERE code = $1', [
      code,
    ])) as { n: number }[];
    return rows[0]?.n ?? -1;
  };

  it('F02 gives the same answer again and changes nothing more', async () => {
    const key = newKey();
    const first = await create(key, 'once');
    const again = await create(key, 'once');
    expect(first.status).toBe(201);
    expect(again).toMatchObject({ status: 201, body: first.body });
    expect(again.headers['idempotent-replayed']).toBe('true');
    const { body: audit } = await console.admin.call(
      'GET',
      `/audit?action=project.created&projectId=${first.body.id}`,
    );
    expect(audit.items).toHaveLength(1);
  });

  it('gives an answer without a body again', async () => {
    const { body: project } = await create(newKey(), 'empty');
    const path = `/projects/empty/environments/${project.environments[0].id}`;
    const key = newKey();
    for (let round = 0; round < 2; round += 1) {
      expect(await console.admin.call('DELETE', path, undefined, { 'idempotency-key': key })).toMatchObject({
        status: 204,
        body: '',
      });
    }
    expect((await console.admin.call('DELETE', path)).status).toBe(404);
  });

  it('I9 F43 sixty-four at once have one effect and one answer', async () => {
    const key = newKey();
    const answers = await Promise.all(Array.from({ length: 64 }, () => create(key, 'double-click')));
    expect(await projects('double-click')).toBe(1);
    const done = answers.filter(({ status }) => status === 201);
    expect(new Set(done.map(({ body }) => body.id)).size).toBe(1);
    expect(answers.filter(({ status }) => status !== 201 && status !== 409)).toEqual([]);
    expect(answers.filter(({ headers }) => headers['idempotent-replayed'] === undefined).length).toBe(
      1 + answers.filter(({ status }) => status === 409).length,
    );
  });

  it('I9 refuses the same key with another body, path or method', async () => {
    const key = newKey();
    await create(key, 'mine');
    for (const answer of [
      await create(key, 'mine', 'Another name'),
      await console.admin.call('PUT', '/projects/mine', { name: 'A project' }, { 'idempotency-key': key }),
    ]) {
      expect(answer).toMatchObject({ status: 422, body: { code: 'IDEMPOTENCY_KEY_REUSED' } });
    }
  });

  it('is remembered per person', async () => {
    const other = await console.newPerson({ isAdmin: true });
    const key = newKey();
    await create(key, 'first');
    expect(
      (await other.call('POST', '/projects', { code: 'second', name: 'x' }, { 'idempotency-key': key }))
        .status,
    ).toBe(201);
  });

  it('does not remember a refusal, and undoes what came before it', async () => {
    const key = newKey();
    await create(newKey(), 'taken');
    expect(await create(key, 'taken')).toMatchObject({ status: 409, body: { code: 'PROJECT_CODE_TAKEN' } });
    await console.admin.call('PUT', '/projects/taken', { code: 'freed', name: 'Freed' });
    expect((await create(key, 'taken')).status).toBe(201);
  });

  it('says when to come back while the first is still at work', async () => {
    const key = newKey();
    const holder = console.db.source.createQueryRunner();
    await holder.startTransaction();
    await holder.query(
      `SELECT pg_advisory_xact_lock(hashtextextended('idempotency ' || $1 || ' ' || $2, 0))`,
      [console.admin.id, key],
    );
    const waiting = await create(key, 'waits');
    await holder.rollbackTransaction();
    await holder.release();
    expect(waiting).toMatchObject({
      status: 409,
      body: { code: 'IDEMPOTENCY_KEY_IN_USE' },
      headers: { 'retry-after': '1' },
    });
    expect((await create(key, 'waits')).status).toBe(201);
  }, 15_000);

  it.each(['', 'a b', 'ü', 'x'.repeat(201)])('refuses the key %j', async (key) => {
    expect((await create(key, 'bad-key')).status).toBe(400);
  });

  it('S27 keeps answers encrypted', async () => {
    await create(newKey(), 'canary-project');
    const rows = (await console.db.source.query('SELECT sealed_body FROM idempotency_keys')) as {
      sealed_body: string;
    }[];
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.some(({ sealed_body }) => sealed_body.includes('canary-project'))).toBe(false);
  });

  it('S27 is given again after SECRET_KEY changed, and sealed with the new key then', async () => {
    const key = newKey();
    const first = await create(key, 'before-the-change');
    const replica = await createApp({
      settings: { ...console.settings, formerSecretKeys: ['x'.repeat(32)] },
      databaseUrl: console.db.url,
      signingKey: 'y'.repeat(32),
    });
    await replica.init();
    try {
      const ask = (method: 'GET' | 'POST', path: string, body?: unknown) =>
        console.call(method, path, {
          app: replica,
          body,
          headers: { authorization: `Bearer ${console.admin.token}`, 'idempotency-key': key },
        });
      await eventually(async () => {
        const { body } = await ask('GET', '/secret-keys');
        expect(body.items).toEqual([
          expect.objectContaining({ state: 'current', sealed: expect.any(Number) }),
          expect.objectContaining({ state: 'former', sealed: 0 }),
        ]);
        expect(body.items[0].sealed).toBeGreaterThan(0);
      });
      const again = await ask('POST', '/projects', {
        code: 'before-the-change',
        name: 'Project before-the-change',
      });
      expect([again.status, again.body.id]).toEqual([201, first.body.id]);
    } finally {
      await replica.close();
    }
    const other = await console.newPerson();
    expect((await other.call('GET', '/secret-keys')).status).toBe(403);
  });

  it('is forgotten after a day', async () => {
    const key = newKey();
    await create(key, 'long-ago');
    await console.db.source.query(
      "UPDATE idempotency_keys SET created_at = created_at - interval '25 hours' WHERE key = $1",
      [key],
    );
    await console.app.get(IdempotencySweeper, { strict: false }).sweep();
    expect((await create(key, 'long-ago')).status).toBe(409);
  });
});

describe('Idempotency-Key of what is done to a release', () => {
  const CLICKS = 64;
  const world = withReleaseWorld(2);

  it('I9 F43 sixty-four at once start, hold and let go once, and have one answer', async () => {
    const { id } = await world.create('1.0.0', { submit: true });
    await world.ok(world.approver, id, 'approve');
    for (const [action, event] of [
      ['deploy', 'release.deployed'],
      ['pause', 'release.paused'],
      ['resume', 'release.resumed'],
    ] as const) {
      const key = `${action}-of-many`;
      const click = (body: object = {}): Promise<Answer> =>
        world.manager.call('POST', `/releases/${id}/${action}`, body, { 'idempotency-key': key });
      const answers = await Promise.all(Array.from({ length: CLICKS }, () => click()));
      const done = answers.filter(({ status }) => status === 200);
      const early = answers.filter(({ status }) => status !== 200);
      expect(early.map(({ body }) => body.code).filter((code) => code !== 'IDEMPOTENCY_KEY_IN_USE')).toEqual(
        [],
      );
      expect(done.filter(({ headers }) => headers['idempotent-replayed'] === undefined)).toHaveLength(1);
      expect(new Set(done.map(({ body }) => JSON.stringify(body))).size).toBe(1);
      expect(await times(id, event)).toBe(1);

      const late = await click();
      expect([late.status, late.headers['idempotent-replayed'], late.body]).toEqual([
        200,
        'true',
        done[0]?.body,
      ]);
      expect((await click({ reason: 'another body' })).body.code).toBe('IDEMPOTENCY_KEY_REUSED');
      expect(await times(id, event)).toBe(1);
    }
  }, 60_000);

  it('F43 sixty-four with a key of their own each hold it once, and let it go once', async () => {
    const [release] = (await world.manager.call('GET', '/releases?status=deploying')).body.items;
    for (const [action, event] of [
      ['pause', 'release.paused'],
      ['resume', 'release.resumed'],
    ] as const) {
      const before = await times(release.id, event);
      const answers = await Promise.all(
        Array.from({ length: CLICKS }, (_, index) =>
          world.manager.call(
            'POST',
            `/releases/${release.id}/${action}`,
            {},
            {
              'idempotency-key': `${action}-${index}`,
            },
          ),
        ),
      );
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(answers.filter(({ status }) => status === 409)).toHaveLength(CLICKS - 1);
      expect(await times(release.id, event)).toBe(before + 1);
    }
  }, 60_000);

  async function times(id: string, event: string): Promise<number> {
    const sql = 'SELECT count(*)::int AS n FROM release_events WHERE release_id = $1 AND type = $2';
    const [row] = (await world.query(sql, [id, event])) as { n: number }[];
    return row?.n ?? -1;
  }
});
