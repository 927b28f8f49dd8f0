export type Percentile = 50 | 95 | 99;

/** What is looked at while a new build runs beside the old one. */
export type Check =
  /** More failed requests than the baseline. */
  | {
      readonly kind: 'errors';
      /** From how much more on it counts, as a share of all requests: 0.0025 for a quarter of a point. */
      readonly minIncrease: number;
    }
  /** Slower than the baseline. */
  | {
      readonly kind: 'latency';
      readonly percentile: Percentile;
      /** From how much more on it counts, as a share of the baseline's: 0.05 for 5 %. */
      readonly minIncrease: number;
    }
  /** More failed requests than are ever allowed. */
  | {
      readonly kind: 'errors_limit';
      /** As a share of all requests; above 0, below 1. */
      readonly max: number;
    }
  /** Slower than is ever allowed. */
  | { readonly kind: 'latency_limit'; readonly percentile: Percentile; readonly maxSeconds: number };

/** Why nothing can be said yet. */
export interface Missing {
  readonly what: 'canary_requests' | 'baseline_requests' | 'canary_latencies' | 'baseline_latencies';
  /** How many requests of the canary it takes in all; null where that is not known. */
  readonly requestsNeeded: number | null;
  /** How long it takes from now on with as much traffic as there was; null where there is none. */
  readonly secondsLeft: number | null;
}

/** What a check comes to, with the numbers that it was reached from. */
export interface Outcome {
  readonly check: Check;
  readonly state: 'good' | 'bad' | 'unknown';
  /** The share of failed requests, or the percentile in seconds; null where it is not known. */
  readonly canary: number | null;
  /** The same of the baseline; null where it is not known or there is none to compare with. */
  readonly baseline: number | null;
  readonly requests: { readonly canary: number; readonly baseline: number };
  /** How likely so much evidence is at any time until now, if the canary is as good; from 0 to 1. */
  readonly pValue: number;
  /** How many times as much as by chance the counts scatter; null where that does not matter. */
  readonly dispersion: number | null;
  /** How many times as often requests of the canary's nodes were bad before; null where that does not matter. */
  readonly usualRatio: number | null;
  /** Only for an unknown one. */
  readonly missing: Missing | null;
}
