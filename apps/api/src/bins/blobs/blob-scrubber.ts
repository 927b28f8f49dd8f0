import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { SETTINGS, type Settings } from '../../platform/settings/index.js';
import { BlobChecksRepository, type ClaimedBlob } from './blob-checks.repository.js';
import { BlobHealth, type Finding } from './blob-health.js';
import { BLOB_STORE, type BlobStore, type StoredBlob } from './blob-store.js';

const EVERY_MS = 30_000;
const HOUR_MS = 3_600_000;
const LEASE_MS = 120_000;

/** Reads every stored artifact once in each cycle, slowly, and so finds what a disk or somebody with access to it did. */
@Injectable()
export class BlobScrubber implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('artifacts');
  private readonly stopping = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(BLOB_STORE) private readonly store: BlobStore,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly checks: BlobChecksRepository,
    private readonly health: BlobHealth,
  ) {}

  onApplicationBootstrap(): void {
    if (this.settings.scrubBytesPerSecond === 0) return;
    this.timer = setInterval(() => void this.scrubQuietly(), EVERY_MS).unref();
    void this.warnWhenTooSlow().catch(() => undefined);
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    this.stopping.abort();
    await this.running;
  }

  /** Until nothing is due. Other processes take other files. */
  async scrub(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      const blob = await this.claim();
      if (!blob) return;
      const finding = await this.read(blob);
      if (finding) await this.health.found(blob.sha256, finding);
    }
  }

  private claim(): Promise<ClaimedBlob | undefined> {
    const { scrubCycleHours, scrubBytesPerSecond } = this.settings;
    const now = this.clock.now();
    const before = new Date(now.getTime() - scrubCycleHours * HOUR_MS);
    const leaseMs = (sizeBytes: number): number => LEASE_MS + (2_000 * sizeBytes) / scrubBytesPerSecond;
    return this.database.transaction((tx) => this.checks.claim(tx, { before, now, leaseMs }));
  }

  /** Undefined when this process is to stop before the end; another one reads it then. */
  private async read({ sha256 }: ClaimedBlob): Promise<Finding | undefined> {
    const blob = await this.store.open(sha256);
    if (!blob) return { identity: undefined, damage: 'missing' };
    const { identity } = blob;
    try {
      const hash = blob.sizeBytes === 0 ? '' : await this.hash(blob);
      return { identity, damage: hash === sha256 ? null : 'changed' };
    } catch (error) {
      if (this.stopping.signal.aborted) return undefined;
      this.logger.error(`artifact ${sha256} can't be read: ${String(error)}`);
      return { identity, damage: 'unreadable' };
    } finally {
      await blob.close();
    }
  }

  private async hash(blob: StoredBlob): Promise<string> {
    const { signal } = this.stopping;
    const hash = createHash('sha256');
    const begun = performance.now();
    let bytes = 0;
    for await (const chunk of blob.read(0, blob.sizeBytes - 1)) {
      hash.update(chunk as Buffer);
      bytes += (chunk as Buffer).length;
      const dueMs = (bytes / this.settings.scrubBytesPerSecond) * 1000 - (performance.now() - begun);
      if (dueMs > 0) await pause(dueMs, undefined, { signal, ref: false });
      signal.throwIfAborted();
    }
    return hash.digest('hex');
  }

  private async warnWhenTooSlow(): Promise<void> {
    const { scrubCycleHours, scrubBytesPerSecond } = this.settings;
    const hours = (await this.checks.storedBytes(this.database.reader)) / scrubBytesPerSecond / 3600;
    if (hours > scrubCycleHours)
      this.logger.warn(
        `reading all artifacts takes ${Math.ceil(hours)} hours at SCRUB_BYTES_PER_SECOND, longer than SCRUB_CYCLE_HOURS; raise one of them`,
      );
  }

  private async scrubQuietly(): Promise<void> {
    if (this.running) return;
    this.running = this.scrub()
      .catch((error: unknown) => {
        if (!this.stopping.signal.aborted) this.logger.warn(`reading the artifacts failed: ${String(error)}`);
      })
      .finally(() => (this.running = undefined));
    await this.running;
  }
}
