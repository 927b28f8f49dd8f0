import type { Clock } from '../clock.js';
import type { Log } from '../log.js';
import type { Measurement } from './measurement.js';
import type { Measurer } from './measurer.js';
import type { ServerTime } from './server-time.js';

const MOST_AT_ONCE = 12;
const MOST_BYTES_AT_ONCE = 256_000;
const NEXT_MILLISECONDS = 1_000;
/** Share of the interval in which all agents send, each at a moment of its own. */
const SPREAD = 0.2;

/** Knows when the console is to be told what was measured, and what of it. */
export class MeasurementOutbox {
  private everyMilliseconds: number | null = null;
  /** The interval in which everything was sent; null while more is left than could be sent at once. */
  private doneIn: number | null = null;
  private notBefore = Number.NEGATIVE_INFINITY;
  private isDropping = false;

  constructor(
    private readonly tools: {
      readonly measurer: Pick<Measurer, 'pending' | 'acknowledge'>;
      readonly time: ServerTime;
      readonly clock: Clock;
      readonly log: Log;
      /** From 0 to 1, another one for each agent. */
      readonly share: number;
      /** How long nothing is sent after the console did not like it. */
      readonly rejectedMilliseconds: number;
    },
  ) {}

  get isWanted(): boolean {
    return this.everyMilliseconds !== null;
  }

  /** What an answer of the console said; null: it wants none, or knows nothing of them. */
  want(everySeconds: number | null): void {
    const every = everySeconds === null ? null : everySeconds * 1_000;
    if (every === this.everyMilliseconds) return;
    this.everyMilliseconds = every;
    // All agents hear it in the same moment.
    this.doneIn = this.interval();
  }

  /** Milliseconds until something is to be sent; infinite when that is not known yet. */
  untilDue(): number {
    const { time, clock, measurer } = this.tools;
    const [now, every] = [time.now(), this.everyMilliseconds];
    if (now === null || every === null || measurer.pending().length === 0) return Number.POSITIVE_INFINITY;
    const { doneIn } = this;
    const isDone = doneIn !== null && doneIn === this.interval();
    const untilNext = isDone ? (doneIn + 1) * every + this.offset() - now : 0;
    return Math.max(0, untilNext, this.notBefore - clock.monotonic());
  }

  /** What is to be sent now, oldest first; empty when nothing is. */
  due(): readonly Measurement[] {
    if (this.untilDue() > 0) return [];
    const oldest = this.tools.measurer.pending().slice(0, MOST_AT_ONCE);
    let bytes = 0;
    return oldest.filter((measurement, place) => {
      bytes += Buffer.byteLength(JSON.stringify(measurement));
      return place === 0 || bytes <= MOST_BYTES_AT_ONCE;
    });
  }

  accepted(sent: readonly Measurement[]): void {
    if (sent.length === 0) return;
    const { measurer, clock } = this.tools;
    this.isDropping = false;
    measurer.acknowledge(sent);
    this.doneIn = measurer.pending().length === 0 ? this.interval() : null;
    this.notBefore = clock.monotonic() + NEXT_MILLISECONDS;
  }

  /** They would be rejected again, and with them whatever else is in the request. */
  rejected(sent: readonly Measurement[]): void {
    const { measurer, clock, log, rejectedMilliseconds } = this.tools;
    measurer.acknowledge(sent);
    this.notBefore = clock.monotonic() + rejectedMilliseconds;
    if (!this.isDropping) log.warn('measured.dropped', { windows: sent.length });
    this.isDropping = true;
  }

  /** Another server may know nothing of them: it has to say that it wants them. */
  forget(): void {
    this.want(null);
  }

  private interval(): number | null {
    const [now, every] = [this.tools.time.now(), this.everyMilliseconds];
    return now === null || every === null ? null : Math.floor((now - this.offset()) / every);
  }

  private offset(): number {
    return (this.everyMilliseconds ?? 0) * SPREAD * this.tools.share;
  }
}
