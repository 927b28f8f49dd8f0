import { analysisNow, hasFailedAnalysis, reactToAnalysis } from './analysis.js';
import { assign, type TargetWithFacts } from './assign.js';
import { inFlightOf, totalOf, waitingOf } from './counts.js';
import { Draft, type Decision } from './decision.js';
import { lacksEvidence } from './evidence.js';
import { isOverBudget, isWatched, reactToFailures } from './failures.js';
import { closedGate } from './gate.js';
import { fullGroups, roomLeft } from './room.js';
import { advanceRollback } from './rollback.js';
import { allCounts, countsUpTo } from './rollout-counts.js';
import { currentStep, openWave, type Rollout } from './rollout.js';
import { touchesNodes } from './strategies/index.js';
import { stepEnd } from './step-end.js';
import { OPEN_WORLD, type World } from './world.js';

/**
 * Takes the next steps that are open now. The same call twice does nothing twice; call it again while it changes the
 * step, because the next one may be open too.
 */
export function advance(
  rollout: Rollout,
  candidates: readonly TargetWithFacts[],
  now: number,
  world: World = OPEN_WORLD,
): Decision {
  const draft = new Draft(rollout, now);
  if (world.isStopped) return draft.finish();
  if (rollout.status === 'rolling_back') advanceRollback(draft, candidates, now);
  else if (isWatched(rollout) && isOverBudget(rollout)) reactToFailures(draft, world, now);
  else if (hasFailedAnalysis(rollout, world)) reactToAnalysis(draft, world, now);
  else if (rollout.status === 'deploying') advanceStep(draft, candidates, now, world);
  else if (rollout.pause?.kind === 'no_room' && hasRoomAgain(rollout))
    draft.add({ type: 'release.resumed', because: 'room' });
  return draft.finish();
}

function advanceStep(draft: Draft, candidates: readonly TargetWithFacts[], now: number, world: World): void {
  if (world.withdrawn !== null) {
    return draft.add({ type: 'release.paused', reason: { kind: 'withdrawn', version: world.withdrawn } });
  }
  const hasMoved = assign(draft, candidates, now, world);
  // Somebody was given up in this go, and now too many are lost: the next go asks for what is known of the silent.
  if (isOverBudget(draft.rollout)) return;
  const step = currentStep(draft.rollout);
  if (step?.kind === 'stage') return advanceStaging(draft, now, world);
  const opened = countsUpTo(draft.rollout, openWave(draft.rollout));
  if (inFlightOf(opened) + opened.staging > 0) return;
  // Somebody who was skipped may have come back since; it is asked before anything else begins.
  if (waitingOf(opened) > 0) return pauseIfStuck(draft, hasMoved);
  if (draft.rollout.step >= draft.rollout.steps.length) return complete(draft);
  if (step?.kind === 'pause') return advancePause(draft, step.seconds, now, world);
  if (step?.kind === 'analysis') return advanceAnalysis(draft, now, world);
  if (step) return advanceWave(draft, step.wave, now, world);
  endStep(draft, false, now, world);
}

/** The step that ends and the one that begins are one event; it waits for the gates of what begins. */
function endStep(draft: Draft, isSkipped: boolean, now: number, world: World): void {
  const { step, steps } = draft.rollout;
  const next = steps[step + 1];
  const opens = next !== undefined && touchesNodes(next);
  if (opens && closedGate(draft.rollout, world, now)) return;
  const wave = openWave(draft.rollout);
  if (opens && lacksEvidence(draft.rollout, wave)) return waitForEvidence(draft, wave, now, world);
  draft.add({ type: 'step.completed', step, isSkipped });
}

function advanceStaging(draft: Draft, now: number, world: World): void {
  const counts = allCounts(draft.rollout);
  if (stepEnd(draft.rollout, world, now) === null) return;
  if (counts.staged > 0) return endStep(draft, false, now, world);
  const nobody = { kind: 'no_evidence', wave: 0 } as const;
  if (draft.rollout.acceptedWave === 0) return endStep(draft, false, now, world);
  if (counts.skipped === totalOf(counts) && isStillWaitedFor(draft.rollout, now, world)) return;
  draft.add({ type: 'release.paused', reason: nobody });
}

function advancePause(draft: Draft, seconds: number | null, now: number, world: World): void {
  const end = stepEnd(draft.rollout, world, now);
  if (end !== null) return endStep(draft, end === 'skipped', now, world);
  if (seconds === null) draft.add({ type: 'release.paused', reason: { kind: 'step' } });
}

/** Opened by a verdict on this very step, or by a person; what is not known keeps it closed. */
function advanceAnalysis(draft: Draft, now: number, world: World): void {
  const end = stepEnd(draft.rollout, world, now);
  if (end !== null) return endStep(draft, end === 'skipped', now, world);
  const analysis = analysisNow(draft.rollout, world);
  if (analysis?.verdict !== 'inconclusive') return;
  const reason = { kind: 'analysis', verdict: 'inconclusive', why: analysis.why, wayBack: null } as const;
  draft.add({ type: 'release.paused', reason });
}

function advanceWave(draft: Draft, wave: number, now: number, world: World): void {
  if (lacksEvidence(draft.rollout, wave)) return waitForEvidence(draft, wave, now, world);
  endStep(draft, false, now, world);
}

function isStillWaitedFor(rollout: Rollout, now: number, { hearingSince }: World): boolean {
  const { nodeDeadlineSeconds, darkAfterSeconds } = rollout.plan;
  const deadlineAt = (rollout.stepStartedAt ?? now) + nodeDeadlineSeconds * 1000;
  return now < Math.max(deadlineAt, hearingSince + darkAfterSeconds * 1000);
}

/** Nodes that are only offline may come back by themselves; somebody is asked when they take too long. */
function waitForEvidence(draft: Draft, wave: number, now: number, world: World): void {
  const state = draft.rollout.waves[wave];
  const isOnlyOffline = state !== undefined && state.counts.skipped + state.counts.excluded === state.size;
  if (isOnlyOffline && isStillWaitedFor(draft.rollout, now, world)) return;
  draft.add({ type: 'release.paused', reason: { kind: 'no_evidence', wave } });
}

/** Nodes wait, none is at work, and those that are lost take all the room: a person decides, or one of them comes back. */
function pauseIfStuck(draft: Draft, hasMoved: boolean): void {
  const { rollout } = draft;
  if (hasMoved || rollout.down === 0 || isRoomEverywhere(rollout)) return;
  draft.add({ type: 'release.paused', reason: { kind: 'no_room', down: rollout.down } });
}

function hasRoomAgain(rollout: Rollout): boolean {
  return rollout.status === 'paused' && !isOverBudget(rollout) && isRoomEverywhere(rollout);
}

function isRoomEverywhere(rollout: Rollout): boolean {
  return roomLeft(rollout) > 0 && fullGroups(rollout).length === 0;
}

function complete(draft: Draft): void {
  const counts = allCounts(draft.rollout);
  draft.add({
    type: 'release.finished',
    status: counts.succeeded === totalOf(counts) ? 'completed' : 'completed_with_exceptions',
  });
}
