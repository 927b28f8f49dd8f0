import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { PartitionsRepository } from './partitions.repository.js';

const HOUR = 3_600;
const DAY = 24 * HOUR;
const CHECK_MS = 60_000;

export interface PartitionedTable {
  readonly table: string;
  /** Each partition holds so many seconds. */
  readonly spanSeconds: number;
  readonly keptSeconds: number;
  /** Costs no log, and is empty after the database has crashed. */
  readonly isUnlogged: boolean;
}

/** How long the windows of a node are there. */
export const RING_SECONDS = 40 * 60;

export const PARTITIONED: readonly PartitionedTable[] = [
  { table: 'node_measurements', spanSeconds: 600, keptSeconds: RING_SECONDS, isUnlogged: true },
  { table: 'metrics_10s', spanSeconds: 6 * HOUR, keptSeconds: 2 * DAY, isUnlogged: false },
  { table: 'metrics_1m', spanSeconds: DAY, keptSeconds: 15 * DAY, isUnlogged: false },
  { table: 'metrics_10m', spanSeconds: 30 * DAY, keptSeconds: 400 * DAY, isUnlogged: false },
];

/** Keeps room for what is measured next, and drops what is old, whole tables at a time. */
@Injectable()
export class Partitions implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('metrics');
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly partitions: PartitionsRepository,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.keep();
    this.timer = setInterval(() => void this.keep(), CHECK_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  async keep(): Promise<void> {
    const now = this.clock.millis() / 1_000;
    for (const partitioned of PARTITIONED) {
      try {
        await this.keepOne(partitioned, now);
      } catch (error) {
        this.logger.warn(`partitions of ${partitioned.table} not kept yet: ${(error as Error).message}`);
      }
    }
  }

  private async keepOne(partitioned: PartitionedTable, now: number): Promise<void> {
    const { spanSeconds, keptSeconds } = partitioned;
    const current = Math.floor(now / spanSeconds) * spanSeconds;
    const wanted = [-1, 0, 1, 2].map((place) => current + place * spanSeconds);
    const known = await this.partitions.begins(this.database.reader, partitioned);
    const missing = wanted.filter((begin) => !known.includes(begin));
    const over = known.filter((begin) => begin + spanSeconds <= now - keptSeconds);
    if (missing.length === 0 && over.length === 0) return;
    await this.database.transaction((tx) => this.partitions.change(tx, partitioned, { missing, over }));
  }
}
