import { setTimeout } from 'node:timers/promises';
import { sqlState } from './database.js';

interface Waiting<T> {
  readonly item: T;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

export interface GroupLimits {
  /** A transaction costs the same for one as for many, so a moment's patience is well paid. */
  readonly gatherMs: number;
  readonly mostAtOnce: number;
}

/**
 * For a moment, and while a transaction is under way, items gather, and each is answered only after the transaction that
 * holds it.
 */
export class GroupCommit<T> {
  private waiting: Waiting<T>[] = [];
  private isRunning = false;

  /** @param write all of them in one transaction, or none */
  constructor(
    private readonly limits: GroupLimits,
    private readonly write: (items: readonly T[]) => Promise<void>,
  ) {}

  /** Resolves when the item is durable. */
  submit(item: T): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      if (this.isRunning) return;
      this.isRunning = true;
      void this.run();
    });
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) {
      await setTimeout(this.limits.gatherMs);
      await this.commit(this.waiting.splice(0, this.limits.mostAtOnce));
    }
    this.isRunning = false;
  }

  private async commit(batch: readonly Waiting<T>[]): Promise<void> {
    try {
      await this.write(batch.map(({ item }) => item));
      for (const { resolve } of batch) resolve();
    } catch (error) {
      // One that can't be stored must not fail its neighbours.
      if (batch.length > 1 && isAboutData(error)) for (const single of batch) await this.commit([single]);
      else for (const { reject } of batch) reject(error);
    }
  }
}

/** SQLSTATE classes of values and constraints; everything else would fail again at once. */
function isAboutData(error: unknown): boolean {
  const state = sqlState(error);
  return state !== undefined && (state.startsWith('22') || state.startsWith('23'));
}
