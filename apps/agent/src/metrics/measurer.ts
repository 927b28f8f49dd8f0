import type { Clock } from '../clock.js';
import type { HostFiguresReader } from './host-figures.js';
import type { MeasuredBin } from './measured-bin.js';
import { WINDOW_SECONDS } from './measurement.js';
import type { Measurement } from './measurement.js';
import type { ServerTime } from './server-time.js';

const WINDOW_MILLISECONDS = WINDOW_SECONDS * 1_000;
/** A quarter of an hour without the console; what is older is lost, and nobody needs it any more. */
const MOST_WINDOWS = 90;
/** The console's clock may be set while a window goes on. */
const LOOK_AGAIN_MILLISECONDS = 500;
/** The console's time is only known as exactly as its answers are quick. */
const SLACK_MILLISECONDS = 2_000;

/** Measures every window, at its end, and keeps what was measured until the console has it. */
export class Measurer {
  private measured: Measurement[] = [];
  private lastAt = Number.NEGATIVE_INFINITY;
  private lookedAt: number | null = null;

  constructor(
    private readonly tools: {
      readonly clock: Clock;
      readonly time: ServerTime;
      readonly host: HostFiguresReader;
      readonly bins: readonly MeasuredBin[];
      readonly changed: () => void;
    },
  ) {}

  /** What the console does not have yet, oldest first. */
  pending(): readonly Measurement[] {
    return this.measured;
  }

  acknowledge(sent: readonly Measurement[]): void {
    const known = new Set(sent.map(({ at }) => at));
    this.measured = this.measured.filter(({ at }) => !known.has(at));
  }

  async run(signal: AbortSignal): Promise<void> {
    const { clock, time } = this.tools;
    let end = Number.POSITIVE_INFINITY;
    while (!signal.aborted) {
      if ((time.now() ?? Number.NEGATIVE_INFINITY) >= end) await this.close(end, signal);
      const now = time.now();
      end = now === null ? Number.POSITIVE_INFINITY : endAfter(now);
      await clock.sleep(Math.min(end - (now ?? 0), LOOK_AGAIN_MILLISECONDS), signal);
    }
  }

  private async close(end: number, signal: AbortSignal): Promise<void> {
    const at = end / 1_000 - WINDOW_SECONDS;
    // What was measured by a clock that was far ahead is of a time that has not come.
    if (at < this.lastAt - MOST_WINDOWS * WINDOW_SECONDS) this.begin();
    // The console's clock was set back: that window is told already.
    if (at > this.lastAt) await this.measure(at, signal);
  }

  private begin(): void {
    this.measured = [];
    this.lastAt = Number.NEGATIVE_INFINITY;
  }

  private async measure(at: number, signal: AbortSignal): Promise<void> {
    const isGap = this.isGapSince(this.tools.clock.monotonic());
    this.lastAt = at;
    const host = this.tools.host.next();
    const bins = await Promise.all(this.tools.bins.map((bin) => bin.measure(isGap, signal)));
    if (signal.aborted) return;
    this.measured = [...this.measured, { at, host, bins }].slice(-MOST_WINDOWS);
    this.tools.changed();
  }

  /** What was counted over several windows belongs to none of them. */
  private isGapSince(now: number): boolean {
    const before = this.lookedAt;
    this.lookedAt = now;
    return before !== null && Math.abs(now - before - WINDOW_MILLISECONDS) > SLACK_MILLISECONDS;
  }
}

/** Of the window that goes on now. */
function endAfter(now: number): number {
  return (Math.floor(now / WINDOW_MILLISECONDS) + 1) * WINDOW_MILLISECONDS;
}
