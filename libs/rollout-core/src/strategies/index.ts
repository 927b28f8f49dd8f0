import type { PlannedNode } from '../cohort.js';
import type { Strategy } from '../plan.js';
import { blueGreen } from './blue-green.js';
import { canary } from './canary.js';
import { rolling } from './rolling.js';
import type { Schedule, StrategyRules } from './step.js';

const STRATEGIES: { readonly [T in Strategy['type']]: StrategyRules<Extract<Strategy, { type: T }>> } = {
  rolling,
  canary,
  'blue-green': blueGreen,
};

export function scheduleOf<N extends PlannedNode>(strategy: Strategy, ordered: readonly N[]): Schedule<N> {
  return (STRATEGIES[strategy.type] as StrategyRules<Strategy>).schedule(strategy, ordered);
}

export function stratifyByOf(strategy: Strategy): readonly string[] {
  return (STRATEGIES[strategy.type] as StrategyRules<Strategy>).stratifyBy(strategy);
}

export { matches, touchesNodes, type Schedule, type Step } from './step.js';
