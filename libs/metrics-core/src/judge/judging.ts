import type { Judging, JudgingFrom, WeightedCheck } from './check.js';
import { JudgingComparison } from './judging-comparison.js';
import { JudgingLimit } from './judging-limit.js';
import { JudgingMemory } from './judging-memory.js';

export function judging({ check, alpha }: WeightedCheck, from: JudgingFrom): Judging {
  switch (check.kind) {
    case 'errors':
    case 'latency':
      return new JudgingComparison(check, alpha, from);
    case 'errors_limit':
    case 'latency_limit':
      return new JudgingLimit(check, alpha, from);
    case 'memory':
    case 'memory_limit':
      return new JudgingMemory(check);
  }
}
