/** How much one identity may ask: `perSecond` for as long as it likes, and `burst` at once after a rest. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/**
 * A token bucket for each identity, in the memory of this process. Of a bucket only the moment is kept at which it
 * will be full again, so one that is full by now is the same as none, and can be forgotten.
 */
export class TokenBuckets {
  private readonly fullAt = new Map<string, number>();

  constructor(
    private readonly rate: Rate,
    private readonly mostIdentities = 100_000,
  ) {}

  get size(): number {
    return this.fullAt.size;
  }

  /** 0 when the token was there; else after how many milliseconds one will be, and nothing was taken. */
  take(identity: string, nowMs: number): number {
    const perTokenMs = 1_000 / this.rate.perSecond;
    const fullAt = Math.max(this.fullAt.get(identity) ?? 0, nowMs) + perTokenMs;
    const missingMs = fullAt - nowMs - this.rate.burst * perTokenMs;
    if (missingMs > 1e-6) return missingMs;
    if (this.fullAt.size >= this.mostIdentities && !this.fullAt.has(identity)) this.makeRoom(nowMs);
    this.fullAt.set(identity, fullAt);
    return 0;
  }

  /** First of those that are full; if all are in use, the oldest tenth starts anew. */
  private makeRoom(nowMs: number): void {
    for (const [identity, fullAt] of this.fullAt) if (fullAt <= nowMs) this.fullAt.delete(identity);
    const surplus = this.fullAt.size - this.mostIdentities * 0.9;
    let dropped = 0;
    for (const identity of this.fullAt.keys()) {
      if (dropped >= surplus) return;
      this.fullAt.delete(identity);
      dropped += 1;
    }
  }
}
