import { AsyncLocalStorage } from 'node:async_hooks';
import type { Chance } from '@release-console/fleet-sim';
import pg from 'pg';

/** How long whoever is at work between two statements may take until others go on without them. */
const AWAY_MS = 100;
const HUNG_MS = 30_000;

interface Waiting {
  readonly actor: string;
  /** Sends the statement; resolves when it was answered, or when it is known to wait for somebody else. */
  readonly go: () => Promise<void>;
}

export interface Commit {
  readonly transaction: string;
  /** How many had committed when it began. */
  readonly begunAfter: number;
}

type Query = (...parameters: unknown[]) => unknown;
type Connection = pg.Client & { processID?: number };

/**
 * Lets transactions of several actors go on one statement at a time, in an order that is drawn. A statement that waits for a
 * lock of somebody else is left waiting.
 */
export class StatementTurns {
  readonly commits: Commit[] = [];
  private readonly actors = new AsyncLocalStorage<string>();
  private readonly begun = new WeakMap<object, number>();
  private readonly original = (pg.Client.prototype as unknown as { query: Query }).query;
  private waiting: Waiting[] = [];
  private readonly blocked = new Set<string>();
  private tell: () => void = () => undefined;

  constructor(
    private readonly control: pg.Client,
    private readonly chance: Chance,
  ) {}

  /** Plays all of them to their ends. */
  async play(works: ReadonlyMap<string, () => Promise<void>>): Promise<void> {
    const prototype = pg.Client.prototype as unknown as { query: Query };
    const intercept = this.intercept.bind(this);
    prototype.query = function (this: Connection, ...parameters: unknown[]) {
      return intercept(this, parameters);
    };
    try {
      await this.turns(works);
    } finally {
      prototype.query = this.original;
    }
  }

  private async turns(works: ReadonlyMap<string, () => Promise<void>>): Promise<void> {
    const open = new Set(works.keys());
    const ends = [...works].map(([actor, work]) =>
      this.actors.run(actor, work).finally(() => {
        open.delete(actor);
        this.tell();
      }),
    );
    const deadline = Date.now() + HUNG_MS;
    while (open.size > 0) {
      await this.untilAllWait(open);
      const next = this.waiting[Math.floor(this.chance.next() * this.waiting.length)];
      if (next) {
        this.waiting = this.waiting.filter((each) => each !== next);
        await next.go();
      }
      if (Date.now() > deadline) throw new Error(`${[...open].join(', ')} never came to an end`);
    }
    await Promise.all(ends);
  }

  private async untilAllWait(open: ReadonlySet<string>): Promise<void> {
    const deadline = Date.now() + AWAY_MS;
    const isAway = (actor: string): boolean =>
      !this.blocked.has(actor) && !this.waiting.some((each) => each.actor === actor);
    while (open.size > 0 && ([...open].some(isAway) || this.waiting.length === 0)) {
      const left = deadline - Date.now();
      if (left <= 0 && this.waiting.length > 0) return;
      await this.news(Math.max(1, left));
    }
  }

  /** Until somebody waits, was answered or is done, or for so long. */
  private async news(ms: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.tell = resolve;
      timer = setTimeout(resolve, ms);
    });
    clearTimeout(timer);
  }

  private intercept(connection: Connection, parameters: unknown[]): unknown {
    const actor = this.actors.getStore();
    const text = textOf(parameters[0]);
    const isBegin = /^\s*(BEGIN|START TRANSACTION)/i.test(text);
    const isGated = actor !== undefined && (isBegin || this.begun.has(connection));
    if (!isGated || typeof parameters.at(-1) === 'function')
      return this.original.apply(connection, parameters);
    if (isBegin) this.begun.set(connection, this.commits.length);
    return new Promise((resolve, reject) => {
      const go = (): Promise<void> => {
        const answered = this.send(connection, text, parameters);
        answered.then(resolve, reject);
        return this.untilAnsweredOrBlocked(actor, connection, answered);
      };
      this.waiting.push({ actor, go });
      this.tell();
    });
  }

  private async send(connection: Connection, text: string, parameters: unknown[]): Promise<unknown> {
    const isCommit = /^\s*COMMIT/i.test(text);
    const transaction = isCommit ? await this.transactionOf(connection) : null;
    const answer = await this.original.apply(connection, parameters);
    const begunAfter = this.begun.get(connection) ?? this.commits.length;
    if (transaction !== null) this.commits.push({ transaction, begunAfter });
    if (isCommit || /^\s*ROLLBACK\s*$/i.test(text)) this.begun.delete(connection);
    return answer;
  }

  private async transactionOf(connection: Connection): Promise<string | null> {
    const answer = await this.original.apply(connection, [
      'SELECT pg_current_xact_id_if_assigned()::text AS id',
    ]);
    return (answer as { rows: { id: string | null }[] }).rows[0]?.id ?? null;
  }

  private async untilAnsweredOrBlocked(
    actor: string,
    connection: Connection,
    answered: Promise<unknown>,
  ): Promise<void> {
    let isAnswered = false;
    const settled = answered
      .catch(() => undefined)
      .then(() => {
        isAnswered = true;
        this.blocked.delete(actor);
        this.tell();
      });
    while (!isAnswered) {
      await Promise.race([settled, new Promise((done) => setTimeout(done, 2))]);
      if (isAnswered || !(await this.isBlocked(connection))) continue;
      if (!isAnswered) this.blocked.add(actor);
      return;
    }
  }

  private async isBlocked(connection: Connection): Promise<boolean> {
    const { rows } = await this.control.query<{ blocked: boolean }>(
      'SELECT cardinality(pg_blocking_pids($1)) > 0 AS blocked',
      [connection.processID],
    );
    return rows[0]?.blocked === true;
  }
}

function textOf(statement: unknown): string {
  return typeof statement === 'string' ? statement : ((statement as { text?: string } | null)?.text ?? '');
}
