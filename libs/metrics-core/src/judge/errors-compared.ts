import { CountsCompared, type Comparing, type Comparison } from './comparison.js';
import { isComparable, type CountedWindow } from './counted.js';
import type { SampleWindow } from './sample.js';

/** Is the share of requests that fail higher? */
export class ErrorsCompared implements Comparing {
  private readonly counts: CountsCompared;
  private readonly failures: Failures[] = [];

  constructor(before: readonly SampleWindow[], alpha: number) {
    this.counts = new CountsCompared(before.map(errorsOf), alpha);
  }

  add(window: SampleWindow): void {
    const counted = errorsOf(window);
    this.counts.add(counted);
    this.failures.push(failuresOf(counted));
  }

  look(): Comparison {
    const { onset, ...found } = this.counts.look();
    const { canary } = found.requests;
    const told = this.failures.slice(onset);
    const share = (amount: (failures: Failures) => number): number | null =>
      canary > 0 ? told.reduce((sum, failures) => sum + amount(failures), 0) / canary : null;
    return {
      ...found,
      canary: share(({ bad }) => bad),
      baseline: share(({ expected }) => expected),
      isOffScale: false,
      usualTimes: this.counts.usualRatio,
    };
  }
}

interface Failures {
  readonly bad: number;
  /** How many there would be if the canary failed as often as the baseline there and then. */
  readonly expected: number;
}

function failuresOf(window: CountedWindow): Failures {
  let [bad, expected] = [0, 0];
  for (const { canary, baseline } of window.filter(isComparable)) {
    bad += canary.bad;
    expected += (canary.requests * baseline.bad) / baseline.requests;
  }
  return { bad, expected };
}

function errorsOf(window: SampleWindow): CountedWindow {
  return window.map(({ canary, baseline }) => ({
    canary: { requests: canary.requests, bad: canary.errors },
    baseline: { requests: baseline.requests, bad: baseline.errors },
  }));
}
