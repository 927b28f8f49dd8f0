import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import type { NodeBinKey } from './node-report.js';

export interface ReportNews {
  /** Rows of the observed state that really changed, in this transaction. */
  readonly changed: readonly NodeBinKey[];
  /** Nodes to look at again: heard of for the first time or after they had been offline, or their hold, quarantine, lifecycle or environment changed. */
  readonly cameBack: readonly string[];
}

/** Called inside the transaction that stores the reports: what it throws undoes them. */
export type ReportListener = (tx: Tx, news: ReportNews) => Promise<void>;

@Injectable()
export class ReportListeners {
  private readonly listeners: ReportListener[] = [];

  register(listener: ReportListener): void {
    this.listeners.push(listener);
  }

  async tell(tx: Tx, news: ReportNews): Promise<void> {
    if (news.changed.length === 0 && news.cameBack.length === 0) return;
    for (const listener of this.listeners) await listener(tx, news);
  }
}
