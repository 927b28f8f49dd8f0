import type { Missing } from './check.js';
import type { SampleWindow } from './sample.js';

type Cohort = 'canary' | 'baseline';
export type Wanted = 'requests' | 'latencies';

/** How many requests there were, whether or not they could be compared, and for how long. */
export class Seen {
  private readonly counted = { canary: 0, baseline: 0 };
  private windows = 0;

  constructor(
    private readonly wanted: Wanted,
    private readonly windowSeconds: number,
  ) {}

  add(window: SampleWindow): void {
    this.windows += 1;
    for (const pair of window)
      for (const cohort of ['canary', 'baseline'] as const)
        this.counted[cohort] +=
          this.wanted === 'requests' ? pair[cohort].requests : pair[cohort].latency.size;
  }

  /**
   * What is missing until so many requests of the canary could be looked at; null when nothing is.
   * @param cohorts those that the check needs
   */
  until(needed: number, usable: number, cohorts: readonly Cohort[]): Missing | null {
    const silent = cohorts.find((cohort) => this.counted[cohort] === 0);
    if (silent) return without(`${silent}_${this.wanted}`);
    if (usable === 0) return without(`common_${this.wanted}`);
    if (usable >= needed) return null;
    const perSecond = usable / (this.windows * this.windowSeconds);
    return {
      what: `canary_${this.wanted}`,
      requestsNeeded: needed,
      secondsLeft: Math.ceil((needed - usable) / perSecond),
    };
  }
}

export function without(what: Missing['what']): Missing {
  return { what, requestsNeeded: null, secondsLeft: null };
}
