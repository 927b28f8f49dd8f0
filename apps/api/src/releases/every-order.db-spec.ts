import {
  isAllowed,
  isFinal,
  TRANSITIONS,
  type Move,
  type ReleaseStatus,
} from '@release-console/rollout-core';
import fc from 'fast-check';
import { AlertTicker } from '../monitoring/alerts/firing/alert-ticker.js';
import { NotificationTicker } from '../notifications/sending/notification-ticker.js';
import { eventually, type Person } from '../../test/with-console.js';
import { ReleaseEngine } from './engine/release-engine.js';
import { ReleaseTicker } from './engine/release-ticker.js';
import { withReleaseWorld } from './releases.fixtures.js';

/** What a person can order, and the move of the table that it stands for. */
interface Order {
  readonly move: Move;
  /** Below `/releases/:id`. */
  readonly path: string;
  readonly body?: () => object;
}

const inAnHour = (): string => new Date(Date.now() + 3_600_000).toISOString();
const ORDERS: readonly Order[] = [
  { move: 'edit', path: '' },
  { move: 'submit', path: '/submit' },
  { move: 'approve', path: '/approve' },
  { move: 'reject', path: '/reject' },
  { move: 'cancel', path: '/cancel' },
  { move: 'schedule', path: '/schedule', body: () => ({ at: inAnHour() }) },
  { move: 'unschedule', path: '/unschedule' },
  { move: 'deploy', path: '/deploy' },
  { move: 'override_freeze', path: '/override-freeze', body: () => ({ reason: 'a fix' }) },
  { move: 'override_soak', path: '/override-soak', body: () => ({ reason: 'a fix' }) },
  { move: 'break_glass', path: '/break-glass', body: () => ({ reason: 'a fix' }) },
  { move: 'pause', path: '/pause' },
  { move: 'resume', path: '/resume' },
  { move: 'promote', path: '/promote', body: () => ({ full: true }) },
  { move: 'retry', path: '/retry' },
  { move: 'skip', path: '/skip' },
  { move: 'abort', path: '/abort' },
  { move: 'rollback', path: '/rollback' },
];
const ALL_AT_ONCE = { strategy: { type: 'rolling', batch: '100%' } };
/** `look`: the hosts call and the engine looks once; `end`: until it is at its end. */
type Step = Move | 'look' | 'end';
/** Whole lives of a release; between them they pass through every status but those that need another release or a failure. */
const LIVES: readonly (readonly Step[])[] = [
  ['submit', 'approve', 'schedule', 'unschedule', 'deploy', 'pause', 'resume', 'end'],
  ['submit', 'approve', 'deploy', 'look', 'pause', 'rollback', 'end'],
  ['submit', 'approve', 'schedule', 'deploy', 'abort'],
  ['submit', 'reject'],
  ['cancel'],
];
/** When a node was last heard is written in its own time. */
const IN_ITS_OWN_TIME = 'node_presence';

describe('every order that people can give, whatever came before', () => {
  const world = withReleaseWorld(2);

  // Whatever changes must be the order's doing.
  beforeAll(async () => {
    const { app } = world.console;
    await app.get(ReleaseTicker).beforeApplicationShutdown();
    await app.get(NotificationTicker).beforeApplicationShutdown();
    await app.get(AlertTicker).beforeApplicationShutdown();
  });

  async function statusOf(id: string): Promise<ReleaseStatus> {
    const rows = await world.query('SELECT status FROM releases WHERE id = $1', [id]);
    const [row] = rows as { status: ReleaseStatus }[];
    if (!row) throw new Error('the release is gone');
    return row.status;
  }

  /** Every row of every table. */
  async function everything(): Promise<object> {
    const tables = (await world.query(
      `SELECT table_name AS name FROM information_schema.tables
       WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> $1`,
      [IN_ITS_OWN_TIME],
    )) as { name: string }[];
    const hashes = tables.map(
      ({ name }) =>
        `SELECT '${name}' AS name, md5(coalesce(string_agg(t::text, chr(10) ORDER BY t::text), '')) AS hash FROM "${name}" t`,
    );
    const rows = (await world.query(hashes.join(' UNION ALL '), [])) as { name: string; hash: string }[];
    return Object.fromEntries(rows.map(({ name, hash }) => [name, hash]));
  }

  function personFor({ move }: Order): Person {
    if (move === 'approve') return world.approver;
    const isAbove = move.startsWith('override') || move === 'break_glass';
    return isAbove ? world.console.admin : world.manager;
  }

  /** Of a finished release that makes a new one, and is no move of its own. */
  const isElsewhere = (status: ReleaseStatus, { move }: Order): boolean =>
    move === 'rollback' && ['completed', 'completed_with_exceptions', 'stopped'].includes(status);

  async function give(id: string, order: Order): Promise<void> {
    const before = { status: await statusOf(id), all: await everything() };
    const { status, headers, body } = await personFor(order).call(
      order.move === 'edit' ? 'PUT' : 'POST',
      `/releases/${id}${order.path}`,
      order.move === 'edit' ? world.draft('1.0.0', ALL_AT_ONCE) : (order.body?.() ?? {}),
    );
    const said = `${order.move} when ${before.status}`;
    const after = { status: await statusOf(id), all: await everything() };
    if (status === 200 && isElsewhere(before.status, order)) expect(after.status).toBe(before.status);
    else if (status === 200)
      expect([said, TRANSITIONS[before.status][order.move]]).toEqual([
        said,
        expect.arrayContaining([after.status]),
      ]);
    else {
      expect([said, status]).toEqual([said, 409]);
      expect(String(headers['content-type'])).toContain('application/problem+json');
      expect(body.code).toMatch(/^[A-Z_]+$/);
      expect([said, after]).toEqual([said, before]);
    }
  }

  async function look(id: string): Promise<ReleaseStatus> {
    for (const node of world.nodes) await node.sync();
    await world.console.app.get(ReleaseEngine).tick(id);
    return statusOf(id);
  }

  async function go(id: string, step: Step): Promise<void> {
    const order = ORDERS.find(({ move }) => move === step);
    if (order) await give(id, order);
    if (step === 'look') await look(id);
    if (step === 'end') await eventually(async () => expect(isFinal(await look(id))).toBe(true), 20_000);
  }

  async function live(work: (id: string) => Promise<void>): Promise<void> {
    for (const node of world.nodes) await node.sync();
    const { id } = await world.create('1.0.0', ALL_AT_ONCE);
    await work(id);
    const { items } = (await world.manager.call('GET', '/releases?active=true')).body;
    for (const { id: left } of items) await world.ok(world.manager, left, 'abort');
  }

  it('I6 S16 is 409 and leaves every row of every table as it is, in each status that the table does not allow it in', async () => {
    const seen = new Set<ReleaseStatus>();
    for (const steps of LIVES) {
      await live(async (id) => {
        for (const step of ['look', ...steps] as const) {
          await go(id, step);
          const status = await statusOf(id);
          if (seen.has(status)) continue;
          seen.add(status);
          for (const order of ORDERS) if (!isAllowed(status, order.move)) await give(id, order);
        }
      });
    }
    expect([...seen].sort()).toEqual([
      'approved',
      'cancelled',
      'completed',
      'deploying',
      'draft',
      'paused',
      'pending_approval',
      'rejected',
      'rolled_back',
      'rolling_back',
      'scheduled',
      'stopped',
    ]);
  }, 120_000);

  it('I6 S16 moves a release along the table only, in whatever sequence orders come', async () => {
    const steps = fc.array(fc.constantFrom<Step>('look', ...ORDERS.map(({ move }) => move)), {
      maxLength: 8,
    });
    const beginnings = fc
      .constantFrom(...LIVES)
      .chain((life) => fc.nat({ max: life.length }).map((length) => life.slice(0, length)));
    await fc.assert(
      fc.asyncProperty(beginnings, steps, (beginning, rest) =>
        live(async (id) => {
          for (const step of [...beginning, ...rest]) await go(id, step);
        }),
      ),
      { numRuns: 12 },
    );
  }, 120_000);
});
