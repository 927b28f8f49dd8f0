import { isComparable, roomOf, type CountedPair, type CountedWindow } from './counted.js';
import { OnsetEvidence } from './onset.js';

/** How many times as often requests of the canary may be bad, and how likely that is thought at first, in no unit. */
const RATIOS = [
  ...[1.05, 1.1, 1.15, 1.2].map((ratio) => ({ ratio, weight: 1 })),
  ...[1.3, 1.4].map((ratio) => ({ ratio, weight: 2 })),
  ...[1.6, 1.8].map((ratio) => ({ ratio, weight: 3 })),
  // What a release manager fears most, and what must be found soonest.
  ...[2, 2.5, 3, 4].map((ratio) => ({ ratio, weight: 4 })),
  ...[6, 10, 20].map((ratio) => ({ ratio, weight: 3 })),
  { ratio: 50, weight: 2 },
];
const ALL_WEIGHTS = RATIOS.reduce((sum, { weight }) => sum + weight, 0);
/** No window counts for more than this part of what is needed: one burst is not yet a trend. */
export const MOST_OF_ONE_WINDOW = 0.6;

export interface RateLook {
  /** The logarithm of how many times as likely what was counted is if the canary is worse than if it is as good. */
  readonly evidence: number;
  /** An upper bound of how likely so much evidence is, at any time until now, for a canary that is as good. */
  readonly pValue: number;
  readonly isWorse: boolean;
}

/**
 * Are requests of the canary bad more often than those of the baseline? May be looked at after every window without being
 * misled more often: the evidence is a mixture of likelihood ratios, which for a canary that is as good as the baseline
 * exceeds 1/alpha at any time with a probability of at most alpha (Ville 1939; Robbins 1970; for counts of several
 * streams Lindon and Malek 2022).
 *
 * Of all bad requests in a pair, those of the canary are a share that only depends on how much traffic each cohort had,
 * whatever the rate of bad ones was in these seconds: daily rhythms, bursts and troubles that all nodes share cancel out.
 * What scatters more than by chance is worth less by as much (a tempered likelihood; McCullagh and Nelder 1989, 9.2); as
 * how much that is must be estimated, the bound is then about that.
 */
export class RateTest {
  private readonly needed: number;
  /** Of each window, what it says for each of the ratios. */
  private readonly gains: (readonly number[])[] = [];

  /**
   * @param alpha how likely a canary that is as good may be called worse, over the whole time; above 0, below 1
   * @param usualRatio how many times as often requests of the canary's nodes are bad while they run the same
   */
  constructor(
    alpha: number,
    private readonly usualRatio = 1,
  ) {
    if (!(alpha > 0 && alpha < 1)) throw new RangeError('alpha is between 0 and 1');
    this.needed = Math.log(1 / alpha);
  }

  /** Pairs without traffic on one side say nothing. */
  add(window: CountedWindow): void {
    const pairs = window.filter(isComparable);
    this.gains.push(
      RATIOS.map(({ ratio }) => pairs.reduce((sum, pair) => sum + this.gainOf(pair, ratio), 0)),
    );
  }

  /** @param dispersion how many times as much as by chance alone the counts scatter; at least 1 */
  look(dispersion: number): RateLook {
    const evidence = this.evidence(dispersion);
    return { evidence, pValue: Math.min(1, Math.exp(-evidence)), isWorse: evidence >= this.needed };
  }

  private evidence(dispersion: number): number {
    if (!(dispersion >= 1)) throw new RangeError('counts scatter at least by chance');
    const most = MOST_OF_ONE_WINDOW * this.needed;
    const logs = RATIOS.map((_, place) => {
      const evidence = new OnsetEvidence();
      for (const gains of this.gains) {
        const tempered = (gains[place] ?? 0) / dispersion;
        evidence.add(tempered < most ? tempered : most);
      }
      return evidence.logarithm;
    });
    const highest = Math.max(...logs);
    const sum = logs.reduce(
      (all, log, place) => all + (RATIOS[place]?.weight ?? 0) * Math.exp(log - highest),
      0,
    );
    return highest + Math.log(sum / ALL_WEIGHTS);
  }

  /** The window in which what speaks loudest against the canary most likely began, counted from 0. */
  onset(): number {
    const suffixes = RATIOS.map((_, place) => loudestSuffix(this.gains.map((gains) => gains[place] ?? 0)));
    return suffixes.reduce((best, each) => (each.gain > best.gain ? each : best)).from;
  }

  private gainOf(pair: CountedPair, ratio: number): number {
    const { canary, baseline } = pair;
    const expected = canary.requests * this.usualRatio;
    // Against the share that it has when both are equally often bad.
    const all = (ratio * expected + baseline.requests) / (expected + baseline.requests);
    const gain = canary.bad * Math.log(ratio / all) - baseline.bad * Math.log(all);
    return gain / roomOf(pair);
  }
}

function loudestSuffix(gains: readonly number[]): { readonly from: number; readonly gain: number } {
  let [from, gain, sum] = [0, Number.NEGATIVE_INFINITY, 0];
  for (let window = gains.length - 1; window >= 0; window -= 1) {
    sum += gains[window] ?? 0;
    if (sum >= gain) [from, gain] = [window, sum];
  }
  return { from, gain };
}
