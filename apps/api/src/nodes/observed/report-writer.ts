import { Injectable } from '@nestjs/common';
import { Database, GroupCommit } from '../../platform/database/index.js';
import { NodeStates } from '../desired/node-states.js';
import { NodeNews } from '../presence/node-news.js';
import type { NodeReport } from './node-report.js';
import { ReportBatch } from './report-batch.js';

const LIMITS = { gatherMs: 2, mostAtOnce: 500 };

/** Each request is answered only after the transaction that holds its report. */
@Injectable()
export class ReportWriter {
  private readonly group = new GroupCommit<NodeReport>(LIMITS, (reports) => this.write(reports));

  constructor(
    private readonly database: Database,
    private readonly batch: ReportBatch,
    private readonly states: NodeStates,
    private readonly news: NodeNews,
  ) {}

  /** Resolves when the report is durable. */
  submit(report: NodeReport): Promise<void> {
    return this.group.submit(report);
  }

  private async write(reports: readonly NodeReport[]): Promise<void> {
    const { retold, changes } = await this.database.transaction((tx) => this.batch.write(tx, reports));
    this.states.forget(retold);
    this.states.noteRunning(
      changes.map(({ nodeId, binId, after }) => ({ nodeId, binId, running: after.running })),
    );
    this.news.add(retold);
    this.news.add(changes.map(({ nodeId }) => nodeId));
  }
}
