import { isComparable, type CountedWindow } from './counted.js';
import { dispersionOf, habitOf, habitWhileJudged, usualRatioOf, type Habit } from './habit.js';
import { RateTest } from './rate-test.js';
import type { SampleWindow } from './sample.js';

export interface CohortCounts {
  readonly canary: number;
  readonly baseline: number;
}

/** What is known after the windows so far. */
export interface Comparison {
  /** The share of failed requests, from 0 to 1, or the percentile in seconds; null where there is no traffic to compare. */
  readonly canary: number | null;
  /** The same of the baseline over the same seconds, with its traffic spread over the strata as the canary's is. */
  readonly baseline: number | null;
  /** The canary's percentile is above all bounds that its program counts by, and the baseline's is not. */
  readonly isOffScale: boolean;
  /** How many requests the values are of: of a canary that is worse, those since it most likely became so. */
  readonly requests: CohortCounts;
  /** How many requests could be compared in all. */
  readonly comparable: CohortCounts;
  /** Is the canary worse, by however little? */
  readonly isWorse: boolean;
  /** How likely so much evidence is at any time until now, if the canary is as good; from 0 to 1. */
  readonly pValue: number;
  /** How many times as much as by chance these counts scatter. */
  readonly dispersion: number;
  /** How many times the baseline's value that of the canary's nodes was before; 1 unless the difference was plain. */
  readonly usualTimes: number;
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
  /** How many times as often requests of the canary's nodes were bad before; 1 unless the difference was plain. */
  readonly usualRatio: number;
  private readonly since: CountedWindow[] = [];
  private readonly before: Habit;
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

  look(): CountsLook {
    // What is judged counts for how much it scatters from moment to moment, not for which way it leans.
    const dispersion = dispersionOf([this.before, habitWhileJudged(this.since)]);
    const { isWorse, pValue } = this.test.look(dispersion);
    const onset = isWorse ? this.test.onset() : 0;
    return {
      onset,
      requests: countsOf(this.since.slice(onset)),
      comparable: countsOf(this.since),
      isWorse,
      pValue,
      dispersion,
    };
  }
}

interface CountsLook extends Pick<
  Comparison,
  'requests' | 'comparable' | 'isWorse' | 'pValue' | 'dispersion'
> {
  /** The window from which on the values are to be told, counted from 0. */
  readonly onset: number;
}

function countsOf(windows: readonly CountedWindow[]): CohortCounts {
  let [canary, baseline] = [0, 0];
  for (const pair of windows.flat().filter(isComparable)) {
    canary += pair.canary.requests;
    baseline += pair.baseline.requests;
  }
  return { canary, baseline };
}
