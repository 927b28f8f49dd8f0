import { AsyncLocalStorage } from 'node:async_hooks';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** A transaction, or the plain connection for reads. Only repositories and read models look inside. */
export type Tx = EntityManager;

export const DATA_SOURCE = Symbol('data-source');

/** Writes what a transaction leaves for its very end, all of it in one go. */
export interface LastWriter<T> {
  writeLast(tx: Tx, items: readonly T[]): Promise<void>;
}

interface LastItem {
  readonly writer: LastWriter<unknown>;
  readonly item: unknown;
}

const LAST_ITEMS = new WeakMap<Tx, LastItem[]>();

/**
 * Serialization failure and deadlock; and that what a row refers to is gone: found and then removed by somebody else, it is
 * not found the second time, which is for the work to say.
 */
const RETRYABLE = new Set(['40001', '40P01', '23503']);
const ATTEMPTS = 5;

interface Enclosing {
  readonly tx: Tx;
  readonly isRehearsal: boolean;
  isOpen: boolean;
}

@Injectable()
export class Database {
  private readonly enclosing = new AsyncLocalStorage<Enclosing>();

  constructor(@Inject(DATA_SOURCE) private readonly source: DataSource) {}

  /** For reads that need no transaction. */
  get reader(): Tx {
    return this.open ?? this.source.manager;
  }

  /** Will whatever is done now be undone? Only for leaving out what costs much and shows in no answer. */
  get isRehearsing(): boolean {
    const enclosing = this.enclosing.getStore();
    return enclosing?.isOpen === true && enclosing.isRehearsal;
  }

  /** Like `transaction`, and every transaction and read that `work` starts through this class takes part in it. */
  async enclose<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.encloseAs(this.isRehearsing, work);
  }

  private encloseAs<T>(isRehearsal: boolean, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.transaction(async (tx) => {
      const enclosing = { tx, isRehearsal, isOpen: true };
      try {
        return await this.enclosing.run(enclosing, () => work(tx));
      } finally {
        // What was started in there and outlives it must not touch a finished transaction.
        enclosing.isOpen = false;
      }
    });
  }

  /** Like `enclose`, and undone at its end whatever came of it; what `work` answers is all that is left. */
  async rehearse<T>(work: () => Promise<T>): Promise<T> {
    let answer: { readonly value: T } | undefined;
    const undo = new Error('to be undone');
    await this.encloseAs(true, async () => {
      answer = { value: await work() };
      throw undo;
    }).catch((error: unknown) => {
      if (error !== undo) throw error;
    });
    if (!answer) throw undo;
    return answer.value;
  }

  /** Runs `work` in one transaction; what was only bad luck in time runs it again, so it must be repeatable. */
  async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await (this.open ?? this.source).transaction((tx) => this.withLast(tx, work));
      } catch (error) {
        if (attempt >= ATTEMPTS || !isRetryable(error)) throw error;
        await pause(attempt * 15);
      }
    }
  }

  /**
   * Gives `item` to `writer` right before COMMIT, so that a lock that everybody wants is held for the commit alone, and
   * is the last that any transaction takes. What a savepoint or the whole transaction undoes is never written.
   */
  last<T>(tx: Tx, writer: LastWriter<T>, item: T): void {
    const items = LAST_ITEMS.get(tx);
    if (!items) throw new Error('only an open transaction of Database has an end');
    items.push({ writer: writer as LastWriter<unknown>, item });
  }

  private async withLast<T>(tx: Tx, work: (tx: Tx) => Promise<T>): Promise<T> {
    const around = LAST_ITEMS.get(tx);
    if (around) return this.withinSavepoint(around, () => work(tx));
    const items: LastItem[] = [];
    LAST_ITEMS.set(tx, items);
    try {
      const result = await work(tx);
      for (const writer of new Set(items.map((last) => last.writer)))
        await writer.writeLast(
          tx,
          items.filter((last) => last.writer === writer).map(({ item }) => item),
        );
      return result;
    } finally {
      LAST_ITEMS.delete(tx);
    }
  }

  private async withinSavepoint<T>(items: LastItem[], work: () => Promise<T>): Promise<T> {
    const kept = items.length;
    try {
      return await work();
    } catch (error) {
      items.length = kept;
      throw error;
    }
  }

  private get open(): Tx | undefined {
    const enclosing = this.enclosing.getStore();
    return enclosing?.isOpen ? enclosing.tx : undefined;
  }
}

/** The SQLSTATE of a failed query, or undefined. */
export function sqlState(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { code, driverError } = error as { code?: unknown; driverError?: { code?: unknown } };
  const state = driverError?.code ?? code;
  return typeof state === 'string' ? state : undefined;
}

/** The name of the violated constraint, or undefined. */
export function violatedConstraint(error: unknown): string | undefined {
  const constraint = (error as { driverError?: { constraint?: unknown } } | null)?.driverError?.constraint;
  return typeof constraint === 'string' ? constraint : undefined;
}

function isRetryable(error: unknown): boolean {
  const state = sqlState(error);
  return state !== undefined && RETRYABLE.has(state);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
