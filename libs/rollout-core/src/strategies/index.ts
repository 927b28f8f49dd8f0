import type { Strategy } from '../plan.js';
import { canary } from './canary.js';
import { rolling } from './rolling.js';
import type { Step, StrategyRules } from './step.js';

const STRATEGIES: { readonly [T in Strategy['type']]: StrategyRules<Extract<Strategy, { type: T }>> } = {
  rolling,
  canary,
};

export function stepsOf(strategy: Strategy, nodeCount: number): readonly Step[] {
  return (STRATEGIES[strategy.type] as StrategyRules<Strategy>).steps(strategy, nodeCount);
}

export function stratifyByOf(strategy: Strategy): readonly string[] {
  return (STRATEGIES[strategy.type] as StrategyRules<Strategy>).stratifyBy(strategy);
}

export type { Step } from './step.js';
