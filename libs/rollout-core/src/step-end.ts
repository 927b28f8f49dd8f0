import { analysisNow } from './analysis.js';
import { allCounts } from './rollout-counts.js';
import { currentStep, type Rollout } from './rollout.js';
import type { World } from './world.js';

/**
 * How the wait of the step that is under way has ended: by itself, or cut short by a person; null while it lasts. A wave
 * waits for its nodes only, and what is not known ends no wait.
 */
export function stepEnd(rollout: Rollout, world: World, now: number): 'done' | 'skipped' | null {
  const step = currentStep(rollout);
  const isCutShort = rollout.skipsPauses || rollout.promotedStep === rollout.step;
  switch (step?.kind) {
    case 'stage':
      return isFetching(rollout) ? null : 'done';
    case 'pause':
      if (isCutShort) return 'skipped';
      if (step.seconds === null || now < (rollout.stepStartedAt ?? now) + step.seconds * 1000) return null;
      return 'done';
    case 'analysis':
      if (isCutShort || rollout.acceptedStep === rollout.step) return 'skipped';
      return analysisNow(rollout, world)?.verdict === 'pass' ? 'done' : null;
    default:
      return 'done';
  }
}

function isFetching(rollout: Rollout): boolean {
  const { pending, staging, retrying } = allCounts(rollout);
  return pending + staging + retrying > 0;
}
