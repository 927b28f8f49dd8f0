import type { BlueGreenStrategy } from '../plan.js';
import type { Step, StrategyRules } from './step.js';

/** Staged everywhere, then switched, then the old build is kept for a while. */
export const blueGreen: StrategyRules<BlueGreenStrategy> = {
  schedule({ isAutomatic, rollbackWindowSeconds }, ordered) {
    const size = ordered.length;
    const steps: Step[] = [
      { kind: 'stage' },
      ...(isAutomatic ? [] : [{ kind: 'pause', seconds: null } as const]),
      { kind: 'wave', wave: 0, size, weightPercent: 100 },
      ...(rollbackWindowSeconds > 0 ? [{ kind: 'pause', seconds: rollbackWindowSeconds } as const] : []),
    ];
    return { steps, waves: [ordered] };
  },
  stratifyBy: () => [],
};
