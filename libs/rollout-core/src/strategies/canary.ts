import { countOf } from '../amount.js';
import type { PlannedNode } from '../cohort.js';
import type { CanaryStep, CanaryStrategy } from '../plan.js';
import { matches, type Schedule, type Step, type StrategyRules } from './step.js';

export const canary: StrategyRules<CanaryStrategy> = {
  schedule(strategy, ordered) {
    const steps: Step[] = [];
    const waves: (typeof ordered)[] = [];
    let left = ordered;
    for (const step of upToEverything(strategy.steps)) {
      if ('pause' in step) {
        steps.push({ kind: 'pause', seconds: step.pause.seconds });
        continue;
      }
      if ('analysis' in step) {
        steps.push({ kind: 'analysis', ...step.analysis });
        continue;
      }
      const chosen = chosenBy(step, left, ordered.length);
      left = left.filter((node) => !chosen.has(node));
      steps.push(waveStep(step, waves.length, chosen.size));
      waves.push([...chosen]);
    }
    return { steps, waves } satisfies Schedule<PlannedNode>;
  },
  stratifyBy: (strategy) => strategy.stratifyBy,
};

type Widening = Exclude<CanaryStep, { readonly pause: unknown } | { readonly analysis: unknown }>;

/** Which of the nodes that are not in yet a step adds; whoever is in stays in. */
function chosenBy<N extends PlannedNode>(step: Widening, left: readonly N[], total: number): ReadonlySet<N> {
  if ('select' in step) return new Set(left.filter((node) => matches(node, step.select)));
  const isIn = total - left.length;
  const wanted = countOf(`${step.setWeight}%`, total, Math.min(1, total));
  return new Set(left.slice(0, Math.max(0, wanted - isIn)));
}

function waveStep(step: Widening, wave: number, size: number): Step {
  if ('setWeight' in step) return { kind: 'wave', wave, size, weightPercent: step.setWeight };
  const name = Object.entries(step.select)
    .map(([label, values]) => `${label}=${values.join('|')}`)
    .join(' ');
  return { kind: 'wave', wave, size, weightPercent: null, name };
}

/** A canary that does not name 100 goes there after its last step. */
function upToEverything(steps: readonly CanaryStep[]): readonly CanaryStep[] {
  const reachesAll = steps.some((step) => 'setWeight' in step && step.setWeight === 100);
  return reachesAll ? steps : [...steps, { setWeight: 100 }];
}
