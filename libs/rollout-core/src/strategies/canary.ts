import { countOf } from '../amount.js';
import type { CanaryStep, CanaryStrategy } from '../plan.js';
import type { Step, StrategyRules } from './step.js';

export const canary: StrategyRules<CanaryStrategy> = {
  steps(strategy, nodeCount) {
    const steps: Step[] = [];
    let exposed = 0;
    let wave = 0;
    for (const step of upToEverything(strategy.steps)) {
      if ('pause' in step) {
        steps.push({ kind: 'pause', seconds: step.pause.seconds });
        continue;
      }
      const target = countOf(`${step.setWeight}%`, nodeCount, Math.min(1, nodeCount));
      steps.push({ kind: 'wave', wave, size: target - exposed, weightPercent: step.setWeight });
      exposed = target;
      wave += 1;
    }
    return steps;
  },
  stratifyBy: (strategy) => strategy.stratifyBy,
};

/** A canary that does not name 100 goes there after its last step. */
function upToEverything(steps: readonly CanaryStep[]): readonly CanaryStep[] {
  const reachesAll = steps.some((step) => 'setWeight' in step && step.setWeight === 100);
  return reachesAll ? steps : [...steps, { setWeight: 100 }];
}
