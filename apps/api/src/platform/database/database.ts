import { AsyncLocalStorage } from 'node:async_hooks';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** A transaction, or the plain connection for reads. Only repositories and read models look inside. */
export type Tx = EntityManager;

export const DATA_SOURCE = Symbol('data-source');

const RETRYABLE = new Set(['40001', '40P01']);
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

  /** Runs `work` in one transaction; a deadlock or serialization failure runs it again, so it must be repeatable. */
  async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await (this.open ?? this.source).transaction(work);
      } catch (error) {
        if (attempt >= ATTEMPTS || !isRetryable(error)) throw error;
        await pause(attempt * 15);
      }
    }
  }

  private get open(): Tx | undefined {
    const enclosing = this.enclosing.getStore();
    return enclosing?.isOpen ? enclosing.tx : undefined;
  }

  async isReachable(): Promise<boolean> {
    try {
      await this.source.query('SELECT 1');
      return true;
    } catch {
      return false;
    }
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
