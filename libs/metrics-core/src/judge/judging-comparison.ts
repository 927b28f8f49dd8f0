import type { ComparisonCheck, Judging, JudgingFrom, Outcome } from './check.js';
import type { Comparing, Comparison } from './comparison.js';
import { ErrorsCompared } from './errors-compared.js';
import { LatencyCompared } from './latency-compared.js';
import { Seen, without } from './missing.js';
import type { SampleWindow } from './sample.js';
import { requestsNeeded } from './traffic-needed.js';

/** A release is not called good before a worsening of this size would most likely have been found. */
const ERRORS_TO_FIND = 0.02;
const TIMES_AS_OFTEN_SLOW_TO_FIND = 2;

/** Is the canary worse than the baseline, and by enough to matter? */
export class JudgingComparison implements Judging {
  private readonly comparing: Comparing;
  private readonly seen: Seen;

  constructor(
    private readonly check: ComparisonCheck,
    private readonly alpha: number,
    { before, windowSeconds }: JudgingFrom,
  ) {
    const isOfErrors = check.kind === 'errors';
    this.seen = new Seen(isOfErrors ? 'requests' : 'latencies', windowSeconds);
    this.comparing = isOfErrors
      ? new ErrorsCompared(before, alpha)
      : new LatencyCompared(before, check.percentile / 100, alpha);
  }

  add(window: SampleWindow): void {
    this.comparing.add(window);
    this.seen.add(window);
  }

  look(): Outcome {
    const found = this.comparing.look();
    const { canary, baseline, requests, pValue, dispersion, usualTimes } = found;
    const outcome = { check: this.check, canary, baseline, requests, pValue, dispersion, usualTimes };
    if (found.isWorse && this.isMuch(found)) return { ...outcome, state: 'bad', missing: null };
    const needed = this.needed(found);
    const missing =
      needed === null
        ? without('good_baseline')
        : this.seen.until(needed, found.comparable.canary, ['canary', 'baseline']);
    return { ...outcome, state: missing ? 'unknown' : 'good', missing };
  }

  /** Held to what these nodes usually are. */
  private isMuch({ canary, baseline, usualTimes, isOffScale }: Comparison): boolean {
    if (canary === null || baseline === null) return false;
    const usual = baseline * usualTimes;
    if (this.check.kind === 'errors') return canary - usual >= this.check.minIncrease;
    return isOffScale || canary > usual * (1 + this.check.minIncrease);
  }

  private needed({ baseline, comparable, dispersion }: Comparison): number | null {
    const isOfErrors = this.check.kind === 'errors';
    const slow = this.check.kind === 'errors' ? 0 : 1 - this.check.percentile / 100;
    return requestsNeeded({
      usual: isOfErrors ? (baseline ?? 0) : slow,
      worseBy: isOfErrors ? ERRORS_TO_FIND : slow * (TIMES_AS_OFTEN_SLOW_TO_FIND - 1),
      baselineTimes: comparable.canary > 0 ? comparable.baseline / comparable.canary : 1,
      alpha: this.alpha,
      dispersion,
    });
  }
}
