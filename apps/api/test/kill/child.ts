import { AsyncLocalStorage } from 'node:async_hooks';
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import { builtConsole, fromDist } from '../scratch/built-console.js';
import { ok, signIn, type Person } from '../scratch/person.js';
import { BIN, DRAFT, NODES, passwordOf, PHASES, type KillPoint, type Phase } from './story.js';

/**
 * A console that takes a release through its story and kills itself at one statement. Started again without that, it asks
 * for everything once more with the same keys and goes on from whatever is there. What its hosts did is in files, as on real
 * hosts. Its engine looks when the story says so, so that the n-th statement is the same one each time.
 */
const [dist, url, folder, point] = process.argv.slice(2) as [string, string, string, string];
const killAt = JSON.parse(point) as KillPoint | null;
const current = new AsyncLocalStorage<Phase>();
const counts = new Map<Phase, { statements: number; commits: number }>();
/** Per connection: whether its open transaction has written; absent outside of one. */
const transactions = new WeakMap<object, { hasWritten: boolean }>();
const WRITES = /INSERT INTO|DELETE FROM|\bUPDATE\s+"?\w+"?(\s+(AS\s+)?\w+)?\s+SET\b/i;

interface Host {
  generation: number;
  running: string | null;
}

function arm(): void {
  const prototype = pg.Client.prototype as unknown as { query: (...parameters: unknown[]) => unknown };
  const query = prototype.query;
  prototype.query = function (this: object, ...parameters: unknown[]) {
    const phase = current.getStore();
    if (phase === undefined) return query.apply(this, parameters);
    const count = counts.get(phase) ?? { statements: 0, commits: 0 };
    counts.set(phase, count);
    count.statements += 1;
    const isCommit = isCommitted(this, textOf(parameters[0]));
    if (isCommit) count.commits += 1;
    if (killAt?.phase !== phase) return query.apply(this, parameters);
    const number = killAt.of === 'statement' ? count.statements : isCommit ? count.commits : null;
    if (killAt.number !== number) return query.apply(this, parameters);
    if (killAt.side === 'before') die();
    const last = parameters.at(-1);
    if (typeof last === 'function') return query.apply(this, [...parameters.slice(0, -1), die]);
    return Promise.resolve(query.apply(this, parameters)).finally(die);
  };
}

function textOf(statement: unknown): string {
  return typeof statement === 'string' ? statement : ((statement as { text?: string } | null)?.text ?? '');
}

/** Whether something written lasts when this statement is done. */
function isCommitted(connection: object, text: string): boolean {
  const open = transactions.get(connection);
  if (/^\s*(BEGIN|START TRANSACTION)/i.test(text)) transactions.set(connection, { hasWritten: false });
  if (/^\s*(COMMIT|ROLLBACK\s*$)/i.test(text)) transactions.delete(connection);
  if (open && WRITES.test(text)) open.hasWritten = true;
  return open ? /^\s*COMMIT/i.test(text) && open.hasWritten : WRITES.test(text);
}

function die(): void {
  process.kill(process.pid, 'SIGKILL');
}

class Story {
  private releaseId = '';

  constructor(
    private readonly app: NestFastifyApplication,
    private readonly people: Readonly<Record<'manager' | 'approver', Person>>,
    private readonly look: (id: string) => Promise<unknown>,
    private readonly send: () => Promise<void>,
  ) {}

  async tell(phase: Phase): Promise<void> {
    switch (phase) {
      case 'create':
        this.releaseId = (await this.once('manager', phase, '/releases', DRAFT)).id;
        return;
      case 'approve':
        return this.order('approver', phase);
      case 'wave 1':
        return this.work(({ status, succeeded }) => status !== 'deploying' || succeeded >= 1);
      case 'wave 2':
        return this.work(({ status, succeeded }) => status !== 'deploying' || succeeded >= 2);
      case 'wave 3':
        return this.work(({ status }) => status !== 'deploying');
      case 'way back':
        return this.work(({ status }) => status !== 'rolling_back');
      case 'tell':
        return this.send();
      default:
        return this.order('manager', phase);
    }
  }

  private async order(who: 'manager' | 'approver', action: Phase): Promise<void> {
    await this.once(who, action, `/releases/${this.releaseId}/${action}`, {});
  }

  /** Asks twice with one key, as somebody does who heard no answer; the second answer must be the first. */
  private async once(
    who: 'manager' | 'approver',
    key: string,
    path: string,
    body: object,
  ): Promise<{ id: string }> {
    const ask = (): Promise<{ id: string }> =>
      ok(this.people[who]('POST', path, body, { 'idempotency-key': key }));
    const first = await ask();
    const second = await current.exit(ask);
    if (!isDeepStrictEqual(first, second)) throw new Error(`${key} was answered in two ways`);
    return first;
  }

  private async work(
    isOver: (seen: { readonly status: string; readonly succeeded: number }) => boolean,
  ): Promise<void> {
    for (let round = 0; round < 100; round += 1) {
      const { status, progress } = await current.exit(() => this.detail());
      if (isOver({ status, succeeded: progress.succeeded })) return;
      for (const id of NODES) await this.live(id);
      await this.look(this.releaseId);
      // Reports wait for company before they are written; looks that find nothing new would only be more places.
      await new Promise((done) => setTimeout(done, 200));
    }
    throw new Error('the release gets no further');
  }

  private detail(): Promise<{ status: string; progress: { succeeded: number } }> {
    return ok(this.people.manager('GET', `/releases/${this.releaseId}`));
  }

  private async live(id: string): Promise<void> {
    const file = join(folder, `${id}.json`);
    const host = existsSync(file)
      ? (JSON.parse(readFileSync(file, 'utf8')) as Host)
      : { generation: 1, running: null };
    const answer = await this.call(id, host);
    const wanted = answer.bins?.find(({ bin }) => bin === BIN);
    if (!wanted || wanted.generation <= host.generation || wanted.sha256 === null) return;
    appendFileSync(join(folder, 'acted.log'), `${id} ${wanted.generation} ${wanted.sha256}\n`);
    const after: Host = { generation: wanted.generation, running: wanted.sha256 };
    writeFileSync(file, JSON.stringify(after));
    await this.call(id, after);
  }

  private async call(
    id: string,
    { running, generation }: Host,
  ): Promise<{ bins?: { bin: string; generation: number; sha256: string | null }[] }> {
    const known = { sha256: running, source: 'process', healthy: true };
    const answer = await this.app.inject({
      method: 'POST',
      url: '/api/v1/agent/sync',
      headers: { authorization: `Bearer rcn_${id}` },
      payload: {
        agent: { version: '0.1.0', instance: id },
        observed: running === null ? [] : [{ bin: BIN, generation, ...known }],
      },
    });
    if (answer.statusCode >= 300 && answer.statusCode !== 304)
      throw new Error(`sync answered ${answer.statusCode}: ${answer.payload}`);
    return answer.payload ? answer.json() : {};
  }
}

const app = await builtConsole(dist, {
  url,
  dataDir: folder,
  env: { SYNC_INTERVAL_SECONDS: '1', OUTGOING_ALLOW: '127.0.0.0/8' },
});
await app.init();
await app.getHttpAdapter().getInstance().ready();
const { ReleaseTicker } = await fromDist<typeof import('../../src/releases/engine/release-ticker.js')>(
  dist,
  'releases/engine/release-ticker.js',
);
const { ReleaseEngine } = await fromDist<typeof import('../../src/releases/engine/release-engine.js')>(
  dist,
  'releases/engine/release-engine.js',
);
await app.get(ReleaseTicker, { strict: false }).beforeApplicationShutdown();
const { NotificationTicker } = await fromDist<
  typeof import('../../src/notifications/sending/notification-ticker.js')
>(dist, 'notifications/sending/notification-ticker.js');
const { Spreader } = await fromDist<typeof import('../../src/notifications/outbox/spreader.js')>(
  dist,
  'notifications/outbox/spreader.js',
);
const { DeliveryWorker } = await fromDist<
  typeof import('../../src/notifications/sending/delivery-worker.js')
>(dist, 'notifications/sending/delivery-worker.js');
await app.get(NotificationTicker, { strict: false }).beforeApplicationShutdown();
const spreader = app.get(Spreader, { strict: false });
const worker = app.get(DeliveryWorker, { strict: false });
const send = async (): Promise<void> => {
  while ((await spreader.spread(Date.now())) > 0);
  while (await worker.once());
};
const engine = app.get(ReleaseEngine);
const people = {
  manager: await signIn(app, 'manager@example.com', passwordOf('manager')),
  approver: await signIn(app, 'approver@example.com', passwordOf('approver')),
};
const story = new Story(app, people, (id) => engine.tick(id), send);
arm();
for (const phase of PHASES) await current.run(phase, () => story.tell(phase));
process.stdout.write(JSON.stringify(Object.fromEntries(counts)));
process.exit(0);
