import { countOf } from '../amount.js';
import type { RollingStrategy } from '../plan.js';
import type { Step, StrategyRules } from './step.js';

export const rolling: StrategyRules<RollingStrategy> = {
  steps(strategy, nodeCount) {
    if (nodeCount === 0) return [];
    const size = countOf(strategy.batch, nodeCount, 1);
    const waves = Math.ceil(nodeCount / size);
    return Array.from({ length: waves }, (_, wave): Step => {
      const isLast = wave === waves - 1;
      return { kind: 'wave', wave, size: isLast ? nodeCount - size * wave : size, weightPercent: null };
    });
  },
  stratifyBy: () => [],
};
