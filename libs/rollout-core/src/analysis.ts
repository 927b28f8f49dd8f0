import type { Draft } from './decision.js';
import { isWatched, startRollback } from './failures.js';
import type { Rollout } from './rollout.js';
import type { Analysis, World } from './world.js';

/** Of this step, unless a person took it upon them to go on in spite of what was said. */
export function analysisNow(rollout: Rollout, { analysis }: World): Analysis | null {
  if (analysis === null || analysis.step !== rollout.step || rollout.acceptedStep === rollout.step)
    return null;
  return analysis;
}

/** Bad news counts at once, also while a person is waited for. */
export function hasFailedAnalysis(rollout: Rollout, world: World): boolean {
  return isWatched(rollout) && analysisNow(rollout, world)?.verdict === 'fail';
}

export function reactToAnalysis(draft: Draft, world: World, now: number): void {
  const { plan } = draft.rollout;
  const { why = { en: '', zh: '' } } = analysisNow(draft.rollout, world) ?? {};
  if (plan.onFailure === 'pause' || world.noWayBack) {
    const wayBack = plan.onFailure === 'pause' ? null : world.noWayBack;
    return draft.add({ type: 'release.paused', reason: { kind: 'analysis', verdict: 'fail', why, wayBack } });
  }
  startRollback(draft, { kind: 'analysis', why }, now);
}
