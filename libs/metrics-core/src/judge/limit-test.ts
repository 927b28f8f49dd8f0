import type { Counted } from './counted.js';
import { OnsetEvidence } from './onset.js';
import { MOST_OF_ONE_WINDOW } from './rate-test.js';

/** How many times the limit the share of bad requests may be: each of these is thought as likely at first. */
const RATIOS = [1.1, 1.2, 1.4, 1.7, 2, 3, 5, 10, 30, 100];

/**
 * Is the share of bad requests above a limit? May be looked at after every window, like `RateTest`: here what is expected
 * is known, so that it needs no baseline. "P99 is above half a second" is the same question: are more than one in a hundred
 * requests slower than that?
 */
export class LimitTest {
  private readonly evidence = RATIOS.map(() => new OnsetEvidence());
  private readonly needed: number;

  /**
   * @param limit the share that is still allowed; above 0, below 1
   * @param alpha how likely it may be said of a share that is not above the limit; above 0, below 1
   */
  constructor(
    private readonly limit: number,
    alpha: number,
  ) {
    if (!(limit > 0 && limit < 1)) throw new RangeError('a limit is between 0 and 1');
    if (!(alpha > 0 && alpha < 1)) throw new RangeError('alpha is between 0 and 1');
    this.needed = Math.log(1 / alpha);
  }

  add({ requests, bad }: Counted): void {
    RATIOS.forEach((ratio, place) => {
      const share = Math.min(this.limit * ratio, (1 + this.limit) / 2);
      const gain =
        bad * Math.log(share / this.limit) + (requests - bad) * Math.log((1 - share) / (1 - this.limit));
      this.evidence[place]?.add(Math.min(gain, MOST_OF_ONE_WINDOW * this.needed));
    });
  }

  /** An upper bound of how likely so much evidence is for a share that is not above the limit. */
  get pValue(): number {
    const logs = this.evidence.map(({ logarithm }) => logarithm);
    const highest = Math.max(...logs);
    const sum = logs.reduce((all, log) => all + Math.exp(log - highest), 0);
    return Math.min(1, Math.exp(-(highest + Math.log(sum / logs.length))));
  }

  get isAbove(): boolean {
    return this.pValue <= Math.exp(-this.needed);
  }
}
