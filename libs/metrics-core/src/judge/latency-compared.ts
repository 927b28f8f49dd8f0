import { Distribution, type Estimate } from '../distribution/distribution.js';
import { CountsCompared, type Comparing, type Comparison } from './comparison.js';
import type { CountedWindow } from './counted.js';
import type { SampleWindow } from './sample.js';
import { slowRequests } from './slow-requests.js';

/** Is a percentile of how long requests take higher? */
export class LatencyCompared implements Comparing {
  private readonly counts: CountsCompared;
  private readonly since: SampleWindow[] = [];
  private readonly all = new Sides();
  private readonly usualTimes: number;

  /** @param share of requests that are not above the percentile, from 0 to 1: 0.99 for P99 */
  constructor(
    before: readonly SampleWindow[],
    private readonly share: number,
    alpha: number,
  ) {
    this.counts = new CountsCompared(
      before.map((window) => this.slowOf(window)),
      alpha,
    );
    this.usualTimes = this.counts.usualRatio === 1 ? 1 : this.timesIn(before);
  }

  add(window: SampleWindow): void {
    this.counts.add(this.slowOf(window));
    this.since.push(window);
    this.all.add(window);
  }

  look(): Comparison {
    const { onset, ...found } = this.counts.look();
    const sides = onset === 0 ? this.all : new Sides(this.since.slice(onset));
    const [canary, baseline] = sides.at(this.share);
    return {
      ...found,
      canary: canary?.value ?? null,
      baseline: baseline?.value ?? null,
      isOffScale: isEndless(canary) && !isEndless(baseline),
      usualTimes: this.usualTimes,
    };
  }

  private slowOf(window: SampleWindow): CountedWindow {
    return window.flatMap(({ canary, baseline }) =>
      slowRequests(canary.latency, baseline.latency, this.share),
    );
  }

  private timesIn(windows: readonly SampleWindow[]): number {
    const [canary, baseline] = new Sides(windows).at(this.share);
    return canary && baseline && baseline.value > 0 ? canary.value / baseline.value : 1;
  }
}

/** What both cohorts counted in the same buckets, the baseline's as the canary's is spread over windows and strata. */
class Sides {
  private readonly canary = new Distribution();
  private readonly baseline = new Distribution();

  constructor(windows: readonly SampleWindow[] = []) {
    for (const window of windows) this.add(window);
  }

  add(window: SampleWindow): void {
    for (const pair of window)
      for (const [canary, baseline] of pair.canary.latency.beside(pair.baseline.latency)) {
        this.canary.merge(canary);
        this.baseline.merge(baseline, canary.size / baseline.size);
      }
  }

  at(share: number): readonly [Estimate | null, Estimate | null] {
    return [this.canary.quantile(share), this.baseline.quantile(share)];
  }
}

function isEndless(estimate: Estimate | null): boolean {
  return estimate?.atMost === Number.POSITIVE_INFINITY;
}
