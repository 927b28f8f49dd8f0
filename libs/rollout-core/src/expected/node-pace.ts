import { needsStaging, type ReleasePlan } from '../plan.js';

/** How long one node took, or is taken to take. All in seconds, with the time until it heard that it was asked. */
export interface NodePace {
  /** From being asked to fetch until everything lies ready beside what runs; 0 for an agent that can not lay anything ready. */
  readonly stageSeconds: number;
  /** From being asked until the new build runs and was found healthy, fetching it on the way. */
  readonly updateSeconds: number;
  /** The same for a build that lies ready, and for each of several bins, as they are asked for one after the other. */
  readonly activateSeconds: number;
  /** How much later than the time that it must stay healthy its next call comes, which alone proves that it did. */
  readonly callSeconds: number;
}

/** What this plan asks of each node, in the order of `pace`. */
export interface NodeWork {
  readonly stageSeconds: number;
  /** From being asked until it counts as done, and so no longer as unavailable. */
  readonly runSeconds: number;
}

/** Nobody is waited for longer than the plan waits; who is slower is lost. */
export function workOf(plan: ReleasePlan, pace: readonly NodePace[]): readonly NodeWork[] {
  const { minReadySeconds, nodeDeadlineSeconds, bins } = plan;
  const isStaged = needsStaging(plan);
  return pace.map(({ stageSeconds, updateSeconds, activateSeconds, callSeconds }) => {
    const run = isStaged ? activateSeconds * bins.length : updateSeconds;
    const bake = minReadySeconds === 0 ? 0 : minReadySeconds + callSeconds;
    return {
      stageSeconds: isStaged ? Math.min(stageSeconds, nodeDeadlineSeconds) : 0,
      runSeconds: Math.min(run, nodeDeadlineSeconds) + bake,
    };
  });
}
