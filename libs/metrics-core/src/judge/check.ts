import type { SampleWindow } from './sample.js';

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
  | { readonly kind: 'latency_limit'; readonly percentile: Percentile; readonly maxSeconds: number }
  /** Holds on to more memory than the baseline. */
  | {
      readonly kind: 'memory';
      /** From how much more on it counts, as a share of the baseline's. */
      readonly minIncrease: number;
    }
  /** Takes more memory than is ever allowed. */
  | { readonly kind: 'memory_limit'; readonly maxBytes: number }
  | AskedCheck;

/** What systems outside are asked; how often they are wrong is up to whoever wrote the question. */
export type AskedCheck =
  /** A value that a Prometheus server computes. */
  | ({ readonly kind: 'promql'; readonly name: string; readonly query: string } & (
      | { readonly max: number }
      | { readonly min: number }
      /** How much more than the baseline's it may be, as a share of it. */
      | { readonly minIncrease: number }
    ))
  /** Alerts that Alertmanager has firing. */
  | {
      readonly kind: 'alerts';
      /** Which ones, as Alertmanager writes it: `service="shop", severity=~"critical|page"`. */
      readonly matchers: string;
    };

export type MeasuredCheck = Exclude<Check, AskedCheck>;

export function isAsked(check: Check): check is AskedCheck {
  return check.kind === 'promql' || check.kind === 'alerts';
}

/** A check, and how likely it may call a good build bad, over the whole time; above 0, below 1. */
export interface WeightedCheck {
  readonly check: MeasuredCheck;
  readonly alpha: number;
}

/** Together they call at most one good release in a hundred bad. */
export const USUAL_CHECKS: readonly WeightedCheck[] = [
  { check: { kind: 'errors', minIncrease: 0.0025 }, alpha: 0.007 },
  ...([50, 95, 99] as const).map((percentile) => ({
    check: { kind: 'latency', percentile, minIncrease: 0.05 } as const,
    alpha: 0.001,
  })),
];

export type MissingWhat =
  | 'canary_requests'
  | 'baseline_requests'
  | 'canary_latencies'
  | 'baseline_latencies'
  /** Both have some, but never at the same time, in the same stratum and in the same buckets. */
  | 'common_requests'
  | 'common_latencies'
  /** All requests of the baseline are bad, so that nothing can be worse. */
  | 'good_baseline'
  /** The program counts by bounds between which the limit lies. */
  | 'narrow_buckets'
  /** The canary is above the limit, but not by more than chance explains. */
  | 'certainty'
  | 'canary_memory'
  | 'baseline_memory'
  /** Of a system outside. */
  | 'answers'
  /** Alerts that fired before the release already say nothing of it. */
  | 'quiet_alerts';

/** Why nothing can be said yet. */
export interface Missing {
  readonly what: MissingWhat;
  /** How many requests of the canary it takes in all; null where more of them would not help. */
  readonly requestsNeeded: number | null;
  /** How long it takes from now on with as much traffic as there was; null where more of it would not help. */
  readonly secondsLeft: number | null;
}

/** What a check comes to, with the numbers that it was reached from. */
export interface Outcome {
  readonly check: Check;
  readonly state: 'good' | 'bad' | 'unknown';
  /** The share of failed requests, the percentile in seconds, bytes per process, or what was asked for; null where it is not known. */
  readonly canary: number | null;
  /** The same of the baseline; null where it is not known or there is none to compare with. */
  readonly baseline: number | null;
  /** How many could be looked at. */
  readonly requests: { readonly canary: number; readonly baseline: number };
  /** How likely so much evidence is at any time until now, if the canary is as good; from 0 to 1. 1 for memory and what is asked, which are no matter of chance. */
  readonly pValue: number;
  /** How many times as much as by chance the counts scatter; null where that does not matter. */
  readonly dispersion: number | null;
  /** How many times the baseline's value that of the canary's nodes was before, where that was plain; else 1. */
  readonly usualTimes: number;
  /** Only for an unknown one. */
  readonly missing: Missing | null;
  /** Only of what is asked. promql: how many of the last answers were beyond what is allowed. alerts: how many began since the release, of those that fire. */
  readonly answers?: { readonly worse: number; readonly of: number; readonly note: string | null };
}

export type LimitCheck = Extract<Check, { readonly kind: 'errors_limit' | 'latency_limit' }>;
export type MemoryCheck = Extract<Check, { readonly kind: 'memory' | 'memory_limit' }>;
export type ComparisonCheck = Exclude<MeasuredCheck, LimitCheck | MemoryCheck>;

/** One check of one step, fed window by window. */
export interface Judging {
  add(window: SampleWindow): void;
  /** The same windows always come to the same outcome. A bad one stays bad only as long as its caller keeps it. */
  look(): Outcome;
}

export interface JudgingFrom {
  /** When all nodes ran the same; may be empty, and makes the judge surer where it is not. */
  readonly before: readonly SampleWindow[];
  /** How long each window is. */
  readonly windowSeconds: number;
}
