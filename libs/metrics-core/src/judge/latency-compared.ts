import { Distribution } from '../distribution/distribution.js';
import { CountsCompared, type Comparing, type Comparison } from './comparison.js';
import type { CountedWindow } from './counted.js';
import type { SampleWindow } from './sample.js';
import { slowRequests } from './slow-requests.js';

/** Is a percentile of how long requests take higher? */
export class LatencyCompared implements Comparing {
  private readonly counts: CountsCompared;
  private readonly canary = new Distribution();
  private readonly baseline = new Distribution();

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
  }

  add(window: SampleWindow): void {
    this.counts.add(this.slowOf(window));
    for (const { canary, baseline } of window) {
      if (canary.latency.size === 0 || baseline.latency.size === 0) continue;
      this.canary.merge(canary.latency);
      this.baseline.merge(baseline.latency);
    }
  }

  look(): Comparison {
    return {
      ...this.counts.look(),
      canary: this.canary.quantile(this.share)?.value ?? null,
      baseline: this.baseline.quantile(this.share)?.value ?? null,
    };
  }

  private slowOf(window: SampleWindow): CountedWindow {
    return window.flatMap(({ canary, baseline }) =>
      slowRequests(canary.latency, baseline.latency, this.share),
    );
  }
}
