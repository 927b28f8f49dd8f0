export { advance } from './advance.js';
export type { TargetWithFacts } from './assign.js';
export { countOf, exceeds, parseAmount, type Amount } from './amount.js';
export * from './calendar/index.js';
export { candidatesAmong, wantedCandidates, type CandidateQuery } from './candidates.js';
export { inOrder, stableHash, stratumOf, type PlannedNode } from './cohort.js';
export {
  askedOf,
  exposedOf,
  inFlightOf,
  noCounts,
  sumCounts,
  totalOf,
  waitingOf,
  type Counts,
} from './counts.js';
export { decide, type Command } from './decide.js';
export type { Decided, Decision, DesiredIntent, Refusal } from './decision.js';
export { evolve } from './evolve.js';
export { inViewOf, restsOnSuccesses } from './evidence.js';
export { hasTakenHold, isOverBudget, wantedSilence } from './failures.js';
export { firstFollowed, follow, FOLLOWED_ENDS, FOLLOWED_TARGETS, isFollowed } from './follow.js';
export { closedGate, heldBy, waitsForGate, type ClosedGate } from './gate.js';
export { mostNodes, takeJoiners, takesJoiners, type Joined } from './joiners.js';
export type { ObserveContext } from './observation.js';
export { observe } from './observe.js';
export * from './plan.js';
export { MAX_WAVES, planFaults, type PlanFault } from './plan-rules.js';
export { fullGroups, roomLeft } from './room.js';
export { allCounts, countsUpTo } from './rollout-counts.js';
export * from './rollout.js';
export * from './soak.js';
export * from './status.js';
export { matches, scheduleOf, type Schedule, type Step } from './strategies/index.js';
export { takeIn } from './take-in.js';
export * from './target.js';
export {
  goOnBlock,
  isBlocked,
  isPassing,
  startBlock,
  stopBlock,
  type Claim,
  type StartBlock,
} from './start-block.js';
export { planWaves, targetFor, type CandidateNode, type Unsuited, type WavePlan } from './waves.js';
export * from './world.js';
export * from './expected/index.js';
export * from './explain/index.js';
