import { CountsCompared, type Comparing, type Comparison } from './comparison.js';
import type { CountedWindow } from './counted.js';
import type { SampleWindow } from './sample.js';

interface Totals {
  readonly canary: { requests: number; bad: number };
  readonly baseline: { requests: number; bad: number };
}

/** Is the share of requests that fail higher? */
export class ErrorsCompared implements Comparing {
  private readonly counts: CountsCompared;
  private readonly strata: Totals[] = [];

  constructor(before: readonly SampleWindow[], alpha: number) {
    this.counts = new CountsCompared(before.map(errorsOf), alpha);
  }

  add(window: SampleWindow): void {
    const counted = errorsOf(window);
    this.counts.add(counted);
    for (const [place, { canary, baseline }] of counted.entries()) {
      if (canary.requests <= 0 || baseline.requests <= 0) continue;
      const totals = (this.strata[place] ??= {
        canary: { requests: 0, bad: 0 },
        baseline: { requests: 0, bad: 0 },
      });
      for (const [total, more] of [
        [totals.canary, canary],
        [totals.baseline, baseline],
      ] as const) {
        total.requests += more.requests;
        total.bad += more.bad;
      }
    }
  }

  look(): Comparison {
    const strata = Object.values(this.strata);
    const requests = sumOf(strata, ({ canary }) => canary.requests);
    if (requests === 0) return { ...this.counts.look(), canary: null, baseline: null };
    const bad = sumOf(strata, ({ canary }) => canary.bad);
    // What the baseline would have if its traffic were spread over the strata as the canary's is.
    const expected = sumOf(
      strata,
      ({ canary, baseline }) => (canary.requests * baseline.bad) / baseline.requests,
    );
    return { ...this.counts.look(), canary: bad / requests, baseline: expected / requests };
  }
}

function errorsOf(window: SampleWindow): CountedWindow {
  return window.map(({ canary, baseline }) => ({
    canary: { requests: canary.requests, bad: canary.errors },
    baseline: { requests: baseline.requests, bad: baseline.errors },
  }));
}

function sumOf<T>(list: readonly T[], amount: (item: T) => number): number {
  return list.reduce((sum, item) => sum + amount(item), 0);
}
