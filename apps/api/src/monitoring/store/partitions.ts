import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { Rounds } from '../../platform/scheduler/index.js';
import { OLDEST_SECONDS, PARTITIONED, type PartitionedTable } from './partitioned-tables.js';
import { PartitionsRepository } from './partitions.repository.js';

const CHECK_MS = 60_000;

/** Keeps room for what is measured next, and drops what is old, whole tables at a time. */
@Injectable()
export class Partitions implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('metrics');
  private readonly rounds = new Rounds(
    CHECK_MS,
    () => this.keepAll(),
    ({ message }) => this.logger.warn(`partitions not kept yet: ${message}`),
  );

  constructor(
    private readonly partitions: PartitionsRepository,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.keep();
    this.rounds.begin();
  }

  onApplicationShutdown(): Promise<void> {
    return this.rounds.end();
  }

  keep(): Promise<void> {
    return this.rounds.now();
  }

  private async keepAll(): Promise<void> {
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
    const wanted = wantedBegins(spanSeconds, now);
    const known = await this.partitions.begins(this.database.reader, partitioned);
    const missing = wanted.filter((begin) => !known.includes(begin));
    const over = known.filter((begin) => begin + spanSeconds <= now - keptSeconds);
    if (missing.length === 0 && over.length === 0) return;
    await this.database.transaction((tx) => this.partitions.change(tx, partitioned, { missing, over }));
  }
}

/** A console that was off finds nodes that have kept what they measured meanwhile. */
function wantedBegins(spanSeconds: number, now: number): readonly number[] {
  const current = Math.floor(now / spanSeconds);
  const first = Math.min(current - 1, Math.floor((now - OLDEST_SECONDS) / spanSeconds));
  return Array.from({ length: current + 3 - first }, (_, place) => (first + place) * spanSeconds);
}
