import { AsyncLocalStorage } from 'node:async_hooks';
import type { Chance } from '@release-console/fleet-sim';
import pg from 'pg';
import type { Doing, Sent } from './interleavings.js';

/** How long whoever is at work between two statements may take until others go on without them. */
const AWAY_MS = 100;
const HUNG_MS = 30_000;
/** Whoever has no answer after so long may be waiting for somebody; it is asked. */
const LOOK_MS = 1;

/** All others read what was there, whoever is about to change it. */
const MAY_WAIT = /\bFOR (NO KEY )?(UPDATE|SHARE)\b|\b(INSERT|UPDATE|DELETE|COMMIT|pg_advisory\w+)\b/i;

const BEGIN = /^\s*(BEGIN|START TRANSACTION)/i;

interface Waiting {
  readonly actor: string;
  /** Sends the statement; resolves when it was answered, or when it is known to wait for somebody else. */
  readonly go: () => Promise<void>;
}

export interface Commit {
  readonly transaction: string;
  /** How many had committed when it had its first answer: what it reads from then on is not older. */
  readonly begunAfter: number;
}

/** One for all races: each would slow down every promise for as long as the process lives. */
const DOING = new AsyncLocalStorage<Doing>();

type Query = (...parameters: unknown[]) => unknown;
type Connection = pg.Client & { processID?: number };

/**
 * Lets transactions of several actors go on one statement at a time, in an order that is drawn. A statement that waits for a
 * lock of somebody else is left waiting, and is waited for as soon as it has it.
 */
export class StatementTurns {
  readonly commits: Commit[] = [];
  readonly sent: Sent[] = [];
  private readonly begun = new WeakMap<object, number | null>();
  private readonly original = (pg.Client.prototype as unknown as { query: Query }).query;
  private waiting: Waiting[] = [];
  private readonly blocked = new Map<string, Connection>();
  /** Locks were given up since it was last seen who waits for whom. */
  private isGivenUp = false;
  private last: string | undefined;
  /** How likely whoever went last goes on: some faults need many changes, others whole orders in a rare order. */
  private readonly steadiness: number;
  private tell: () => void = () => undefined;

  constructor(
    private readonly control: pg.Client,
    private readonly chance: Chance,
  ) {
    this.steadiness = chance.pick([0, 0, 0.5, 0.9]);
  }

  /** Whatever `work` sends is sent for this order. */
  as<T>(doing: Doing, work: () => Promise<T>): Promise<T> {
    return DOING.run(doing, work);
  }

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
      work().finally(() => {
        open.delete(actor);
        this.tell();
      }),
    );
    const deadline = Date.now() + HUNG_MS;
    while (open.size > 0) {
      await this.untilAllWait(open);
      await this.next()?.go();
      if (this.isGivenUp) await this.untilRestIsBlocked();
      if (Date.now() > deadline) throw new Error(`${[...open].join(', ')} never came to an end`);
    }
    await Promise.all(ends);
  }

  /** Who came first is a matter of microseconds; the draw must not be. */
  private next(): Waiting | undefined {
    const byName = this.waiting.toSorted((a, b) => (a.actor < b.actor ? -1 : 1));
    const same = byName.find(({ actor }) => actor === this.last);
    const next =
      same && this.chance.is(this.steadiness) ? same : byName[this.chance.int(0, byName.length - 1)];
    this.waiting = byName.filter((each) => each !== next);
    this.last = next?.actor;
    return next;
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

  /** Whoever waited for what was given up just now is answered, or waits for somebody else. */
  private async untilRestIsBlocked(): Promise<void> {
    this.isGivenUp = false;
    while (this.blocked.size > 0 && !(await this.areBlocked([...this.blocked.values()])))
      await this.news(LOOK_MS);
  }

  /** Until somebody waits, was answered or is done, or for so long. */
  private async news(ms: number): Promise<void> {
    await atMost(new Promise<void>((resolve) => (this.tell = resolve)), ms);
  }

  private intercept(connection: Connection, parameters: unknown[]): unknown {
    const doing = DOING.getStore();
    const text = textOf(parameters[0]);
    const isBegin = BEGIN.test(text);
    const isGated = doing !== undefined && (isBegin || this.begun.has(connection));
    if (!isGated || typeof parameters.at(-1) === 'function')
      return this.original.apply(connection, parameters);
    if (isBegin) this.begun.set(connection, null);
    return new Promise((resolve, reject) => {
      const go = (): Promise<void> => {
        const sent = { doing, isBegin, hasWaited: false };
        this.sent.push(sent);
        const answered = this.send(connection, text, parameters);
        answered.then(resolve, reject);
        return this.untilAnsweredOrBlocked(sent, MAY_WAIT.test(text) ? connection : null, answered);
      };
      this.waiting.push({ actor: doing.actor, go });
      this.tell();
    });
  }

  private async send(connection: Connection, text: string, parameters: unknown[]): Promise<unknown> {
    const isCommit = /^\s*COMMIT\s*$/i.test(text);
    try {
      return isCommit ? await this.commit(connection) : await this.within(connection, text, parameters);
    } catch (error) {
      this.isGivenUp = true;
      throw error;
    } finally {
      if (isCommit || /^\s*ROLLBACK\s*$/i.test(text)) {
        this.isGivenUp = true;
        this.begun.delete(connection);
      }
    }
  }

  private async within(connection: Connection, text: string, parameters: unknown[]): Promise<unknown> {
    const answer = await this.original.apply(connection, parameters);
    if (!BEGIN.test(text) && this.begun.get(connection) === null)
      this.begun.set(connection, this.commits.length);
    return answer;
  }

  private async commit(connection: Connection): Promise<unknown> {
    const [which, answer] = (await this.original.call(
      connection,
      'SELECT pg_current_xact_id_if_assigned()::text AS id; COMMIT',
    )) as [{ rows: { id: string | null }[] }, unknown];
    const transaction = which.rows[0]?.id ?? null;
    const begunAfter = this.begun.get(connection) ?? this.commits.length;
    if (transaction !== null) this.commits.push({ transaction, begunAfter });
    return answer;
  }

  /** @param connection null when it never waits for a lock */
  private async untilAnsweredOrBlocked(
    sent: Sent,
    connection: Connection | null,
    answered: Promise<unknown>,
  ): Promise<void> {
    const { actor } = sent.doing;
    let isAnswered = false;
    const heard = answered
      .catch(() => undefined)
      .then(() => {
        isAnswered = true;
        this.blocked.delete(actor);
        this.tell();
      });
    if (!connection) return heard;
    while (!isAnswered) {
      await atMost(heard, LOOK_MS);
      if (isAnswered || !(await this.areBlocked([connection]))) continue;
      sent.hasWaited = true;
      if (!isAnswered) this.blocked.set(actor, connection);
      return;
    }
  }

  private async areBlocked(connections: readonly Connection[]): Promise<boolean> {
    const { rows } = await this.control.query<{ blocked: boolean }>(
      'SELECT bool_and(cardinality(pg_blocking_pids(pid)) > 0) AS blocked FROM unnest($1::int[]) AS pid',
      [connections.map(({ processID }) => processID)],
    );
    return rows[0]?.blocked === true;
  }
}

async function atMost(work: Promise<void>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}

function textOf(statement: unknown): string {
  return typeof statement === 'string' ? statement : ((statement as { text?: string } | null)?.text ?? '');
}
