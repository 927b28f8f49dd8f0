import { Distribution } from '../distribution/distribution.js';
import type { Judging, JudgingFrom, LimitCheck, Missing, Outcome } from './check.js';
import type { Counted } from './counted.js';
import { LimitTest } from './limit-test.js';
import { Seen, without } from './missing.js';
import type { Sample, SampleWindow } from './sample.js';
import { requestsNeeded } from './traffic-needed.js';

/** A limit is known as well as a baseline with so many times the traffic would be. */
const ENDLESS = 1e6;
/** Buckets up to so many times their lower end are as good as exact. */
const NARROW = 1.05;

/** Is the canary beyond what is ever allowed? */
export class JudgingLimit implements Judging {
  private readonly test: LimitTest;
  private readonly seen: Seen;
  private readonly latency = new Distribution();
  private requests = 0;
  private bad = 0;

  constructor(
    private readonly check: LimitCheck,
    private readonly alpha: number,
    { windowSeconds }: JudgingFrom,
  ) {
    this.test = new LimitTest(limitOf(check), alpha);
    this.seen = new Seen(check.kind === 'errors_limit' ? 'requests' : 'latencies', windowSeconds);
  }

  add(window: SampleWindow): void {
    const counted = window.map(({ canary }) => this.countedOf(canary));
    const requests = counted.reduce((sum, each) => sum + each.requests, 0);
    const bad = counted.reduce((sum, each) => sum + each.bad, 0);
    this.test.add({ requests, bad });
    this.seen.add(window);
    this.requests += requests;
    this.bad += bad;
    if (this.check.kind === 'latency_limit')
      for (const { canary } of window) this.latency.merge(canary.latency);
  }

  look(): Outcome {
    const outcome = {
      check: this.check,
      canary: this.valueNow(),
      baseline: null,
      requests: { canary: this.requests, baseline: 0 },
      pValue: this.test.pValue,
      dispersion: null,
      usualTimes: 1,
    };
    if (this.test.isAbove) return { ...outcome, state: 'bad', missing: null };
    const missing = this.missing();
    return { ...outcome, state: missing ? 'unknown' : 'good', missing };
  }

  private countedOf({ requests, errors, latency }: Sample): Counted {
    if (this.check.kind === 'errors_limit') return { requests, bad: errors };
    return { requests: latency.size, bad: latency.sizeAbove(this.check.maxSeconds) };
  }

  private valueNow(): number | null {
    if (this.check.kind === 'latency_limit')
      return this.latency.quantile(this.check.percentile / 100)?.value ?? null;
    return this.requests > 0 ? this.bad / this.requests : null;
  }

  private missing(): Missing | null {
    const limit = limitOf(this.check);
    const needed = requestsNeeded({
      usual: limit,
      worseBy: limit,
      baselineTimes: ENDLESS,
      alpha: this.alpha,
      dispersion: 1,
    });
    const missing = this.seen.until(needed ?? 0, this.requests, ['canary']);
    if (missing) return missing;
    if (this.isHidden()) return without('narrow_buckets');
    return this.bad > limit * this.requests ? without('certainty') : null;
  }

  /** May the percentile be on either side of the limit, for all that the program's buckets tell? */
  private isHidden(): boolean {
    if (this.check.kind !== 'latency_limit') return false;
    const found = this.latency.quantile(this.check.percentile / 100);
    if (!found || found.atMost <= found.atLeast * NARROW) return false;
    return found.atLeast < this.check.maxSeconds && this.check.maxSeconds < found.atMost;
  }
}

/** "P99 is above a second" is: more than one in a hundred take longer. */
function limitOf(check: LimitCheck): number {
  return check.kind === 'errors_limit' ? check.max : 1 - check.percentile / 100;
}
