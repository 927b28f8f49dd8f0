import pg from 'pg';
import type { Answer } from '../../../test/with-console.js';
import { DATA_SOURCE } from '../../platform/database/index.js';
import type { DataSource } from 'typeorm';
import { digestOf, withReleaseWorld, type ReleaseWorld } from '../releases.fixtures.js';

const SLOWLY = { strategy: { type: 'rolling', batch: 1 }, maxUnavailable: 1 };
const REFUSED = 503;
const SERIALIZATION = `'40001'`;
const DEADLOCK = `'40P01'`;
const EITHER = `CASE WHEN random() < 0.5 THEN ${SERIALIZATION} ELSE ${DEADLOCK} END`;

/** A connection of nobody, for what happens to a database behind everybody's back. */
async function outside<T>(world: ReleaseWorld, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: world.console.db.url, application_name: 'outside' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function cutAll(client: pg.Client): Promise<number> {
  const { rowCount } = await client.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND application_name <> 'outside'`,
  );
  return rowCount ?? 0;
}

/** Every node did what it was asked exactly once, the events have no gap, and the counts are those of the targets. */
async function expectWhole(world: ReleaseWorld, id: string, version: string): Promise<void> {
  for (const node of world.nodes)
    expect(node.acted.filter(({ sha256 }) => sha256 === digestOf(version))).toHaveLength(1);
  const events = (await world.query('SELECT seq FROM release_events WHERE release_id = $1 ORDER BY seq', [
    id,
  ])) as { seq: number }[];
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  const { progress } = await world.detail(id);
  expect(progress).toMatchObject({ succeeded: world.nodes.length, total: world.nodes.length });
}

describe('a database that fails', () => {
  const world = withReleaseWorld(4);

  /** Hosts and people go on calling; what can't be done now is refused with 503, and never answered with anything else. */
  async function callFor(ms: number, id: string): Promise<readonly number[]> {
    const until = Date.now() + ms;
    const statuses = new Set<number>();
    const note = ({ status }: Answer): void => void statuses.add(status);
    while (Date.now() < until) {
      await Promise.all([
        ...world.nodes.map((node) => node.sync().then(note)),
        world.manager.call('GET', `/releases/${id}`).then(note),
        world.manager.call('POST', `/releases/${id}/pause?dryRun=true`).then(note),
      ]);
    }
    return [...statuses];
  }

  async function failOn(tables: readonly string[], when: string, code = EITHER): Promise<void> {
    await world.query('DROP SEQUENCE IF EXISTS planted', []);
    await world.query('CREATE SEQUENCE planted', []);
    await world.query(
      `CREATE OR REPLACE FUNCTION planted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
         IF ${when} THEN RAISE EXCEPTION 'planted' USING ERRCODE = ${code}; END IF; RETURN NEW; END $$`,
      [],
    );
    for (const table of tables)
      await world.query(
        `CREATE TRIGGER planted BEFORE INSERT OR UPDATE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION planted()`,
        [],
      );
  }

  async function heal(tables: readonly string[]): Promise<void> {
    for (const table of tables) await world.query(`DROP TRIGGER planted ON ${table}`, []);
  }

  it('F05 all its connections cut again and again: a release goes on, and nothing is done twice', async () => {
    const id = await world.deployed('1.0.0', SLOWLY);
    let cuts = 0;
    const count = async (client: pg.Client): Promise<void> => {
      const cut = await cutAll(client);
      cuts += cut;
    };
    const statuses = await outside(world, async (client) => {
      const timer = setInterval(() => void count(client).catch(() => undefined), 50);
      try {
        return await callFor(3_000, id);
      } finally {
        clearInterval(timer);
      }
    });
    expect(cuts).toBeGreaterThan(1);
    expect(statuses.filter((status) => status >= 500 && status !== REFUSED)).toEqual([]);
    await world.until(id, ({ status }) => status === 'completed', { withinMs: 60_000 });
    await expectWhole(world, id, '1.0.0');
  }, 120_000);

  it('F10 serialization failures and deadlocks are tried again, in bounds, and nothing is done twice', async () => {
    const tables = ['releases', 'release_events', 'release_targets', 'desired_state'];
    const id = await world.deployed('2.0.0', SLOWLY);
    for (const code of [SERIALIZATION, DEADLOCK]) {
      await failOn(tables, `nextval('planted') <= 3`, code);
      expect((await world.manager.call('POST', `/releases/${id}/pause`)).status).toBe(200);
      await heal(tables);
      await failOn(tables, 'true', code);
      const refused = await world.manager.call('POST', `/releases/${id}/resume`);
      expect([refused.status, refused.body.code]).toEqual([503, 'DATABASE_UNAVAILABLE']);
      await heal(tables);
      await world.ok(world.manager, id, 'resume');
    }

    await failOn(tables, 'random() < 0.3');
    const statuses = await callFor(3_000, id);
    await heal(tables);
    expect(statuses.filter((status) => status >= 500 && status !== REFUSED)).toEqual([]);
    await world.until(id, ({ status }) => status === 'completed', { withinMs: 60_000 });
    await expectWhole(world, id, '2.0.0');
  }, 120_000);

  it('F04 I34 an owner that stands still in the middle of a look is put out of it, and another goes on', async () => {
    const source = world.console.app.get<DataSource>(DATA_SOURCE);
    const [{ idle_in_transaction_session_timeout: limit }] = await source.query(
      'SHOW idle_in_transaction_session_timeout',
    );
    expect(limit).toBe('20s');
    const id = await world.deployed('3.0.0', SLOWLY);
    await outside(world, async (still) => {
      await still.query(`SET idle_in_transaction_session_timeout = '1s'`);
      await still.query('BEGIN');
      const { rows } = await still.query('SELECT revision FROM releases WHERE id = $1 FOR UPDATE', [id]);
      const { revision } = await world.until(id, ({ revision }) => revision > rows[0].revision + 1, {
        withinMs: 20_000,
      });
      expect(revision).toBeGreaterThan(rows[0].revision);
      await expect(
        still.query('UPDATE releases SET revision = revision + 1 WHERE id = $1', [id]),
      ).rejects.toThrow();
    });
    await world.until(id, ({ status }) => status === 'completed', { withinMs: 60_000 });
    await expectWhole(world, id, '3.0.0');
  }, 120_000);
});

describe('two people at the same moment', () => {
  const world = withReleaseWorld(1);

  it('F39 approve and reject: one rejection ends it whoever was first, and the record has what was said in time', async () => {
    const second = await world.console.member(world.project.id, 'release_manager');
    for (let round = 0; round < 20; round += 1) {
      const { id } = await world.create('1.0.0', { submit: true });
      const answers = await Promise.all([
        world.approver.call('POST', `/releases/${id}/approve`),
        second.call('POST', `/releases/${id}/reject`, { reason: 'no' }),
      ]);
      const [approved, rejected] = answers.map(({ status }) => status);
      expect(rejected).toBe(200);
      expect([200, 409]).toContain(approved);
      const { status, approval } = await world.detail(id);
      expect(status).toBe('rejected');
      const verdicts = approval.decisions.map(({ decision }: { decision: string }) => decision);
      expect(verdicts.sort()).toEqual(approved === 200 ? ['approved', 'rejected'] : ['rejected']);
      const deploy = await world.manager.call('POST', `/releases/${id}/deploy`);
      expect(deploy.status).toBe(409);
    }
  }, 90_000);

  it('F40 approve after cancel, and cancel after the end, change nothing', async () => {
    const { id } = await world.create('2.0.0', { submit: true });
    await world.ok(world.manager, id, 'cancel');
    const cancelled = await world.detail(id);
    const late = await world.approver.call('POST', `/releases/${id}/approve`);
    expect([late.status, late.body.code]).toEqual([409, 'ILLEGAL_TRANSITION']);
    expect(await world.detail(id)).toEqual(cancelled);

    const done = await world.deployed('3.0.0');
    await world.until(done, ({ status }) => status === 'completed' || status === 'paused');
    if ((await world.detail(done)).status === 'paused') await world.ok(world.manager, done, 'promote');
    const completed = await world.until(done, ({ status }) => status === 'completed');
    const after = await world.manager.call('POST', `/releases/${done}/cancel`);
    expect([after.status, after.body.code]).toEqual([409, 'ILLEGAL_TRANSITION']);
    expect((await world.detail(done)).revision).toBe(completed.revision);
  }, 90_000);
});
