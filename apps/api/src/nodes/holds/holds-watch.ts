import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { SYSTEM } from '../../audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { NodeChanges } from '../fleet/node-changes.js';
import { ReportListeners } from '../observed/report-listeners.js';
import { NodeHoldsRepository } from './node-holds.repository.js';

const ROUND_MS = 1_000;

/** Ends holds whose time has passed. In the same transaction the releases that passed the node by are marked. */
@Injectable()
export class HoldsWatch implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('holds');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<number> | undefined;

  constructor(
    private readonly database: Database,
    private readonly holds: NodeHoldsRepository,
    private readonly changes: NodeChanges,
    private readonly listeners: ReportListeners,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.look(), ROUND_MS).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  /** How many it ended. */
  async look(): Promise<number> {
    this.running ??= this.endPassed().finally(() => (this.running = undefined));
    return this.running;
  }

  private async endPassed(): Promise<number> {
    try {
      return await this.database.transaction((tx) => this.end(tx));
    } catch (error) {
      this.logger.warn(`holds not ended yet: ${(error as Error).message}`);
      return 0;
    }
  }

  private async end(tx: Tx): Promise<number> {
    const ended = await this.holds.endPassed(tx, this.clock.now());
    for (const { id, nodeId, nodeName, bin, reason, projectIds } of ended) {
      const node = { id: nodeId, name: nodeName, projectIds };
      await this.changes.tell(tx, SYSTEM, node, {
        action: 'node.hold_ended',
        reason,
        data: { holdId: id, bin },
      });
    }
    await this.listeners.tell(tx, { changed: [], cameBack: [...new Set(ended.map(({ nodeId }) => nodeId))] });
    return ended.length;
  }
}
