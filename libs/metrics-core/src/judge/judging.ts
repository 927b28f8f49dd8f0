import type { Check, Judging, JudgingFrom, LimitCheck, WeightedCheck } from './check.js';
import { JudgingComparison } from './judging-comparison.js';
import { JudgingLimit } from './judging-limit.js';

export function judging({ check, alpha }: WeightedCheck, from: JudgingFrom): Judging {
  return isLimit(check) ? new JudgingLimit(check, alpha, from) : new JudgingComparison(check, alpha, from);
}

function isLimit(check: Check): check is LimitCheck {
  return check.kind === 'errors_limit' || check.kind === 'latency_limit';
}
