import type { Clock } from '../clock.js';

/**
 * The console's time, as its answers tell it. Hosts' clocks may be years off; all nodes measure the same seconds only by the
 * clock that they have in common.
 */
export class ServerTime {
  private aheadMilliseconds: number | null = null;

  constructor(private readonly clock: Clock) {}

  /** @param text of an answer that came just now; what is no time is not heard */
  heard(text: string | null): void {
    const time = Date.parse(text ?? '');
    if (!Number.isNaN(time)) this.aheadMilliseconds = time - this.clock.monotonic();
  }

  /** Milliseconds since 1970; null before the first answer. */
  now(): number | null {
    return this.aheadMilliseconds === null ? null : this.clock.monotonic() + this.aheadMilliseconds;
  }
}
