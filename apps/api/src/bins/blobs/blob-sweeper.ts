import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { BlobChecksRepository } from './blob-checks.repository.js';
import { BlobReferences } from './blob-references.repository.js';
import { BLOB_STORE, type BlobStore } from './blob-store.js';

const EVERY_MS = 3_600_000;
const MIN_AGE_MS = 3_600_000;

/** Clears what crashes left: files that never finished arriving, and blobs whose row was never committed. */
@Injectable()
export class BlobSweeper implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('artifacts');
  private timer: NodeJS.Timeout | undefined;
  private isStopped = false;

  constructor(
    @Inject(BLOB_STORE) private readonly store: BlobStore,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly references: BlobReferences,
    private readonly checks: BlobChecksRepository,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.sweepQuietly(), EVERY_MS);
    this.timer.unref();
    void this.sweepQuietly();
  }

  onApplicationShutdown(): void {
    this.isStopped = true;
    clearInterval(this.timer);
  }

  async sweep(): Promise<void> {
    const before = new Date(this.clock.millis() - MIN_AGE_MS);
    await this.store.removeLeftovers(before);
    for await (const sha256 of this.store.publishedBefore(before)) {
      if (this.isStopped) return;
      if (!(await this.references.isReferenced(this.database.reader, sha256)))
        await this.removeUnreferenced(sha256);
    }
  }

  private async removeUnreferenced(sha256: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.references.lock(tx, sha256);
      if (await this.references.isReferenced(tx, sha256)) return;
      await this.store.remove(sha256);
      await this.checks.remove(tx, sha256);
    });
  }

  private async sweepQuietly(): Promise<void> {
    await this.sweep().catch((error: unknown) => {
      if (!this.isStopped) this.logger.warn(`sweeping the artifact store failed: ${String(error)}`);
    });
  }
}
