import { setTimeout } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Database, sqlState } from '../../platform/database/index.js';
import { NodeStates } from '../desired/node-states.js';
import { NodeNews } from '../presence/node-news.js';
import type { NodeReport } from './node-report.js';
import { ReportBatch } from './report-batch.js';

interface Waiting {
  readonly report: NodeReport;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

const MAX_BATCH = 500;
/** A transaction costs the same for one report as for many, so a moment's patience is well paid. */
const GATHER_MS = 2;

/**
 * Group commit: for a moment, and while a transaction is under way, reports gather, and each request is answered only after
 * the transaction that holds its report.
 */
@Injectable()
export class ReportWriter {
  private waiting: Waiting[] = [];
  private isRunning = false;

  constructor(
    private readonly database: Database,
    private readonly batch: ReportBatch,
    private readonly states: NodeStates,
    private readonly news: NodeNews,
  ) {}

  /** Resolves when the report is durable. */
  submit(report: NodeReport): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ report, resolve, reject });
      if (this.isRunning) return;
      this.isRunning = true;
      void this.run();
    });
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) {
      await setTimeout(GATHER_MS);
      await this.write(this.waiting.splice(0, MAX_BATCH));
    }
    this.isRunning = false;
  }

  private async write(batch: readonly Waiting[]): Promise<void> {
    try {
      const reports = batch.map(({ report }) => report);
      const { retold, changes } = await this.database.transaction((tx) => this.batch.write(tx, reports));
      this.states.forget(retold);
      this.states.noteRunning(
        changes.map(({ nodeId, binId, after }) => ({ nodeId, binId, running: after.running })),
      );
      this.news.add(retold);
      this.news.add(changes.map(({ nodeId }) => nodeId));
      for (const { resolve } of batch) resolve();
    } catch (error) {
      // One report that can't be stored must not fail its neighbours.
      if (batch.length > 1 && isAboutData(error)) for (const single of batch) await this.write([single]);
      else for (const { reject } of batch) reject(error);
    }
  }
}

/** SQLSTATE classes of values and constraints; everything else would fail again at once. */
function isAboutData(error: unknown): boolean {
  const state = sqlState(error);
  return state !== undefined && (state.startsWith('22') || state.startsWith('23'));
}
