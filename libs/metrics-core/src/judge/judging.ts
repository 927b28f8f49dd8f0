import type { Check, Outcome, WeightedCheck } from './check.js';
import { JudgingComparison } from './judging-comparison.js';
import { JudgingLimit } from './judging-limit.js';
import type { SampleWindow } from './sample.js';

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

export function judging({ check, alpha }: WeightedCheck, from: JudgingFrom): Judging {
  return isLimit(check) ? new JudgingLimit(check, alpha, from) : new JudgingComparison(check, alpha, from);
}

export type LimitCheck = Extract<Check, { readonly kind: 'errors_limit' | 'latency_limit' }>;
export type ComparisonCheck = Exclude<Check, LimitCheck>;

function isLimit(check: Check): check is LimitCheck {
  return check.kind === 'errors_limit' || check.kind === 'latency_limit';
}
