/** One moment by both clocks, in milliseconds: the one that people set, and the one that only goes on. */
export interface Moment {
  readonly wall: number;
  readonly monotonic: number;
}

/** Longer than this without a proof that it could hear, and a process counts as deaf meanwhile. */
export const GAP_MS = 15_000;
/** Nobody sets a clock forward by more than this without making times out of pauses that nobody waited. */
const JUMP_MS = 2_000;

/** Since when one process could have heard nodes, had they spoken. Deaf at first: nobody knows what was before it. */
export class Listening {
  private since: number;
  private provenAt: number;

  constructor(private seen: Moment) {
    this.since = seen.monotonic;
    this.provenAt = seen.monotonic;
  }

  /** It could hear just now. Answers how long it could not before, in milliseconds; 0 when there was no gap. */
  prove(moment: Moment): number {
    const gapMs = this.notice(moment);
    this.provenAt = moment.monotonic;
    return gapMs;
  }

  /** By the clock as it is set at that moment, so that setting it back does not put this into the future. */
  sinceAt(moment: Moment): number {
    this.notice(moment);
    return moment.wall - (moment.monotonic - this.since);
  }

  private notice({ wall, monotonic }: Moment): number {
    const unprovenMs = monotonic - this.provenAt;
    const jumpMs = wall - this.seen.wall - (monotonic - this.seen.monotonic);
    this.seen = { wall, monotonic };
    const gapMs = Math.max(unprovenMs > GAP_MS ? unprovenMs : 0, jumpMs > JUMP_MS ? jumpMs : 0);
    if (gapMs > 0) this.since = monotonic;
    return gapMs;
  }
}
