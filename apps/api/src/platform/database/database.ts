import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** A transaction, or the plain connection for reads. Only repositories and read models look inside. */
export type Tx = EntityManager;

export const DATA_SOURCE = Symbol('data-source');

const RETRYABLE = new Set(['40001', '40P01']);
const ATTEMPTS = 5;

@Injectable()
export class Database {
  constructor(@Inject(DATA_SOURCE) private readonly source: DataSource) {}

  /** For reads that need no transaction. */
  get reader(): Tx {
    return this.source.manager;
  }

  /** Runs `work` in one transaction; a deadlock or serialization failure runs it again, so it must be repeatable. */
  async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.source.transaction(work);
      } catch (error) {
        if (attempt >= ATTEMPTS || !isRetryable(error)) throw error;
        await pause(attempt * 15);
      }
    }
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
