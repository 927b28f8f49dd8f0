import type { Clock } from '../clock.js';
import { diskUse } from '../probes/disk-space.js';
import type { DiskUse } from '../probes/disk-space.js';

const ASK_AGAIN_MILLISECONDS = 60_000;
const BELIEVED_MILLISECONDS = 5 * ASK_AGAIN_MILLISECONDS;

/** How full a disk is, as it was told in the last minute: nobody waits while a disk is slow to say it. */
export class DiskWatch {
  private told: { readonly at: number; readonly use: DiskUse } | null = null;
  private askedAt = Number.NEGATIVE_INFINITY;
  private isAsking = false;

  constructor(
    private readonly folder: string,
    private readonly clock: Clock,
    private readonly ask: (folder: string) => Promise<DiskUse> = diskUse,
  ) {}

  /** Null where it is not known, which it is not the first time. */
  last(): DiskUse | null {
    const now = this.clock.monotonic();
    if (!this.isAsking && now - this.askedAt >= ASK_AGAIN_MILLISECONDS) void this.askNow(now);
    return this.told !== null && now - this.told.at < BELIEVED_MILLISECONDS ? this.told.use : null;
  }

  private async askNow(now: number): Promise<void> {
    [this.askedAt, this.isAsking] = [now, true];
    try {
      this.told = { at: now, use: await this.ask(this.folder) };
    } catch {
      this.told = null;
    }
    this.isAsking = false;
  }
}
