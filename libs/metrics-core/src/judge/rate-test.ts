/** What was counted of one cohort in a while: requests, and those of them that were bad. */
export interface Counted {
  readonly requests: number;
  /** Failed or slow ones; not more than requests. */
  readonly bad: number;
}

/** The same seconds and the same stratum of both cohorts. */
export interface CountedPair {
  readonly canary: Counted;
  readonly baseline: Counted;
}

/** How many times as often as those of the baseline requests of the canary may be bad; how likely each is thought at first. */
const RATIOS: readonly { readonly ratio: number; readonly weight: number }[] = priorOf([
  1.05, 1.1, 1.15, 1.2, 1.3, 1.4, 1.6, 1.8, 2, 2.5, 3, 4, 6, 10, 20, 50,
]);

/**
 * Are requests of the canary bad more often than those of the baseline? May be looked at after every pair without being
 * misled more often: the evidence is a mixture of likelihood ratios, which for a canary that is as good as the baseline
 * exceeds 1/alpha at any time with a probability of at most alpha (Ville 1939; Robbins 1970).
 *
 * Of all bad requests in a pair, those of the canary are a share that only depends on how much traffic each cohort had,
 * whatever the rate of bad ones was in these seconds: daily rhythms, bursts and troubles that all nodes share cancel out.
 * The share is exact for rare bad requests, and cautious for others.
 */
export class RateTest {
  private readonly logs = RATIOS.map(() => 0);
  private strongest = 0;

  /** @param dispersion how many times as much as by chance alone the counts scatter from while to while; at least 1 */
  constructor(private readonly dispersion: number) {
    if (!(dispersion >= 1)) throw new RangeError('counts scatter at least by chance');
  }

  /** Pairs without traffic on one side say nothing. */
  add({ canary, baseline }: CountedPair): void {
    if (canary.requests <= 0 || baseline.requests <= 0) return;
    const traffic = canary.requests + baseline.requests;
    RATIOS.forEach(({ ratio }, place) => {
      // Against the share that it has when both are equally often bad.
      const all = (ratio * canary.requests + baseline.requests) / traffic;
      const gain = canary.bad * Math.log(ratio / all) - baseline.bad * Math.log(all);
      this.logs[place] = (this.logs[place] ?? 0) + gain / this.dispersion;
    });
    this.strongest = Math.max(this.strongest, this.evidence);
  }

  /** The logarithm of how many times as likely what was counted is if the canary is worse than if it is as good. */
  get evidence(): number {
    const terms = this.logs.map((log, place) => log + Math.log(RATIOS[place]?.weight ?? 0));
    const most = Math.max(...terms);
    return most + Math.log(terms.reduce((sum, term) => sum + Math.exp(term - most), 0));
  }

  /** An upper bound of how likely so much evidence is, at any time until now, for a canary that is as good. */
  get pValue(): number {
    return Math.min(1, Math.exp(-this.strongest));
  }
}

/** Small differences take longest to see, so that nothing is lost by thinking them as likely as large ones. */
function priorOf(ratios: readonly number[]): readonly { readonly ratio: number; readonly weight: number }[] {
  return ratios.map((ratio) => ({ ratio, weight: 1 / ratios.length }));
}
