import type { CountedWindow } from './counted.js';
import { dispersionOf, habitOf, usualRatioOf, type Habit } from './habit.js';
import { RateTest } from './rate-test.js';
import type { SampleWindow } from './sample.js';

/** What is known after the windows so far. */
export interface Comparison {
  /** The share of failed requests, from 0 to 1, or the percentile in seconds; null where there is no traffic to compare. */
  readonly canary: number | null;
  /** The same of the baseline over the same seconds. */
  readonly baseline: number | null;
  /** Is the canary worse, by however little? */
  readonly isWorse: boolean;
  /** How likely so much evidence is at any time until now, if the canary is as good; from 0 to 1. */
  readonly pValue: number;
  /** How many times as much as by chance these counts scatter. */
  readonly dispersion: number;
  /** How many times as often requests of the canary's nodes were bad before; 1 unless the difference was plain. */
  readonly usualRatio: number;
}

/** Both cohorts, window by window. */
export interface Comparing {
  add(window: SampleWindow): void;
  look(): Comparison;
}

/** A canary that is bad hardly more often is as good: two groups of nodes are never quite alike. */
const AS_GOOD = 1.05;

/** The evidence of one kind of bad request. */
export class CountsCompared {
  private readonly since: CountedWindow[] = [];
  private readonly before: Habit;
  private readonly usualRatio: number;
  private readonly test: RateTest;

  /** @param before when all nodes ran the same; makes the judge surer where it is not empty */
  constructor(before: readonly CountedWindow[], alpha: number) {
    this.before = habitOf(before);
    this.usualRatio = usualRatioOf(before);
    this.test = new RateTest(alpha, this.usualRatio * AS_GOOD);
  }

  add(window: CountedWindow): void {
    this.since.push(window);
    this.test.add(window);
  }

  look(): Omit<Comparison, 'canary' | 'baseline'> {
    // What is judged counts for how much it scatters, not for which way it leans.
    const dispersion = dispersionOf([this.before, habitOf(this.since)]);
    return {
      isWorse: this.test.isWorse(dispersion),
      pValue: this.test.pValue(dispersion),
      dispersion,
      usualRatio: this.usualRatio,
    };
  }
}
