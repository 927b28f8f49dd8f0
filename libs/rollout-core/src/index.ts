export {
  advance,
  allCounts,
  takeIn,
  wantedCandidates,
  type CandidateQuery,
  type TargetWithFacts,
} from './advance.js';
export { countOf, exceeds, parseAmount, type Amount } from './amount.js';
export { inOrder, stableHash, stratumOf, type PlannedNode } from './cohort.js';
export { exposedOf, inFlightOf, noCounts, sumCounts, totalOf, type Counts } from './counts.js';
export { decide, type Command } from './decide.js';
export type { Decided, Decision, DesiredIntent, Refusal } from './decision.js';
export { evolve } from './evolve.js';
export { observe, type ObserveContext } from './observe.js';
export * from './plan.js';
export { MAX_WAVES, planFaults, type PlanFault } from './plan-rules.js';
export { fullGroups, roomLeft } from './room.js';
export * from './rollout.js';
export * from './status.js';
export { stepsOf, type Step } from './strategies/index.js';
export * from './target.js';
export { planWaves, type CandidateNode, type Unsuited, type WavePlan } from './waves.js';
export * from './explain/index.js';
