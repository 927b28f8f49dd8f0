import type { Amount, DeclaredPlan, DeclaredStrategy } from '../words.js';

/** One entry of a plan's timeline, worked out from what people wrote. */
export type OwnStep =
  | { readonly kind: 'wave'; readonly wave: number; readonly size: number }
  | { readonly kind: 'pause'; readonly seconds: number | null }
  | { readonly kind: 'stage' };

/** Percentages round down; a cap never falls below one node. */
export function capOf(amount: Amount, whole: number): number {
  const count =
    typeof amount === 'number'
      ? Math.min(amount, whole)
      : Math.floor((Number.parseInt(amount, 10) * whole) / 100);
  return count < 1 ? 1 : count;
}

/** More lost than the budget allows, compared without rounding. */
export function isTooMany(lost: number, asked: number, budget: Amount): boolean {
  if (lost === 0) return false;
  return typeof budget === 'number' ? lost > budget : lost * 100 > Number.parseInt(budget, 10) * asked;
}

export function ownSteps({ strategy }: Pick<DeclaredPlan, 'strategy'>, nodes: number): readonly OwnStep[] {
  if (strategy.type === 'blue-green') return blueGreenSteps(strategy, nodes);
  return strategy.type === 'rolling' ? rollingSteps(strategy.batch, nodes) : canarySteps(strategy, nodes);
}

function blueGreenSteps(
  { isAutomatic, rollbackWindowSeconds: seconds }: Extract<DeclaredStrategy, { type: 'blue-green' }>,
  nodes: number,
): readonly OwnStep[] {
  const steps: OwnStep[] = [{ kind: 'stage' }];
  if (!isAutomatic) steps.push({ kind: 'pause', seconds: null });
  steps.push({ kind: 'wave', wave: 0, size: nodes });
  if (seconds > 0) steps.push({ kind: 'pause', seconds });
  return steps;
}

function rollingSteps(batch: Amount, nodes: number): readonly OwnStep[] {
  const steps: OwnStep[] = [];
  const size = capOf(batch, nodes);
  for (let left = nodes; left > 0; left -= size)
    steps.push({ kind: 'wave', wave: steps.length, size: Math.min(left, size) });
  return steps;
}

function canarySteps(
  strategy: Extract<DeclaredStrategy, { type: 'canary' }>,
  nodes: number,
): readonly OwnStep[] {
  const steps: OwnStep[] = [];
  let reached = 0;
  let wave = 0;
  let weight = 0;
  const widen = (): void => {
    const total = Math.max(1, Math.floor((nodes * weight) / 100));
    steps.push({ kind: 'wave', wave, size: total - reached });
    reached = total;
    wave += 1;
  };
  for (const step of strategy.steps) {
    if ('pause' in step) steps.push({ kind: 'pause', seconds: step.pause.seconds });
    else {
      weight = step.setWeight;
      widen();
    }
  }
  if (weight < 100) {
    weight = 100;
    widen();
  }
  return steps;
}
