import { exceeds } from './amount.js';
import { exposedOf, inFlightOf, sumCounts, totalOf, type Counts } from './counts.js';
import { Draft, type Decision } from './decision.js';
import { fullGroups, roomLeft, roomOf } from './room.js';
import { currentStep, openWave, type Rollout, type RollbackTrigger } from './rollout.js';
import { advanceRollback } from './rollback.js';
import { GLANCE_AT_SKIPPED_MS, observe } from './observe.js';
import { isOffline, type NodeFacts, type Target, type TargetError } from './target.js';

export interface TargetWithFacts {
  readonly target: Target;
  readonly facts: NodeFacts;
}

/** Which targets the engine could use now, in order of rank; null when it can use none. */
export interface CandidateQuery {
  readonly kind: 'pending' | 'exposed';
  readonly maxWave: number;
  readonly withoutGroups: readonly string[];
  readonly limit: number;
}

const CANDIDATES_AT_ONCE = 1_000;

/** Takes in what was heard of some targets. */
export function takeIn(rollout: Rollout, heard: readonly TargetWithFacts[], now: number): Decision {
  const draft = new Draft(rollout, now);
  const context = { plan: rollout.plan, now, rollbackDeadlineAt: rollout.rollback?.deadlineAt ?? null };
  draft.change(
    heard.map(({ target, facts }) => ({ before: target, after: observe(target, facts, context) })),
  );
  return draft.finish();
}

export function wantedCandidates(rollout: Rollout): CandidateQuery | null {
  if (rollout.status === 'rolling_back') {
    return { kind: 'exposed', maxWave: rollout.waves.length, withoutGroups: [], limit: CANDIDATES_AT_ONCE };
  }
  if (rollout.status !== 'deploying' || isOverBudget(rollout)) return null;
  const room = roomLeft(rollout);
  const pending = countsUpTo(rollout, openWave(rollout)).pending;
  if (room <= 0 || pending === 0) return null;
  // More than the room, because those that are offline are passed over.
  const limit = Math.min(CANDIDATES_AT_ONCE, Math.max(room * 2, 50));
  return { kind: 'pending', maxWave: openWave(rollout), withoutGroups: fullGroups(rollout), limit };
}

/**
 * Takes the next steps that are open now. The same call twice does nothing twice; call it again while it changes the
 * step, because the next one may be open too.
 */
export function advance(rollout: Rollout, candidates: readonly TargetWithFacts[], now: number): Decision {
  const draft = new Draft(rollout, now);
  if (rollout.status === 'rolling_back') advanceRollback(draft, candidates, now);
  else if (isWatched(rollout) && isOverBudget(rollout)) reactToFailures(draft, now);
  else if (rollout.status === 'deploying') advanceStep(draft, candidates, now);
  return draft.finish();
}

/** A pause that a person asked for is left to people; in all others failures still count. */
function isWatched(rollout: Rollout): boolean {
  return rollout.status === 'deploying' || (rollout.status === 'paused' && rollout.pause?.kind === 'step');
}

function isOverBudget(rollout: Rollout): boolean {
  const asked = exposedOf(allCounts(rollout));
  return rollout.lost > 0 && exceeds(rollout.lost, asked, rollout.plan.failureThreshold);
}

function reactToFailures(draft: Draft, now: number): void {
  const { rollout } = draft;
  const facts = { kind: 'failures', lost: rollout.lost, asked: exposedOf(allCounts(rollout)) } as const;
  if (rollout.plan.onFailure === 'pause') draft.add({ type: 'release.paused', reason: facts });
  else startRollback(draft, facts, now);
}

export function startRollback(draft: Draft, trigger: RollbackTrigger, now: number): void {
  draft.add({
    type: 'rollback.started',
    trigger,
    deadlineAt: now + draft.rollout.plan.rollbackDeadlineSeconds * 1000,
  });
}

function advanceStep(draft: Draft, candidates: readonly TargetWithFacts[], now: number): void {
  const hasMoved = assign(draft, candidates, now);
  const opened = countsUpTo(draft.rollout, openWave(draft.rollout));
  if (inFlightOf(opened) > 0) return;
  // Somebody who was skipped may have come back since; it is asked before anything else begins.
  if (opened.pending > 0) return pauseIfStuck(draft, hasMoved);
  const step = currentStep(draft.rollout);
  if (!step) return complete(draft);
  if (step.kind === 'pause') return advancePause(draft, step.seconds, now);
  advanceWave(draft, step.wave, now);
}

/** Has every node that was let in so far come to an end, if only to being passed by? */
export function hasSettled(rollout: Rollout): boolean {
  const opened = countsUpTo(rollout, openWave(rollout));
  return inFlightOf(opened) === 0 && opened.pending === 0;
}

function advancePause(draft: Draft, seconds: number | null, now: number): void {
  const { rollout } = draft;
  const isSkipped = rollout.skipsPauses || rollout.promotedStep === rollout.step;
  if (isSkipped) return draft.add({ type: 'step.completed', step: rollout.step, isSkipped });
  if (seconds === null) return draft.add({ type: 'release.paused', reason: { kind: 'step' } });
  if (now >= (rollout.stepStartedAt ?? now) + seconds * 1000) {
    draft.add({ type: 'step.completed', step: rollout.step, isSkipped });
  }
}

function advanceWave(draft: Draft, wave: number, now: number): void {
  const { rollout } = draft;
  if (lacksEvidence(rollout, wave)) return waitForEvidence(draft, wave, now);
  draft.add({ type: 'step.completed', step: rollout.step, isSkipped: false });
}

/** A wave that nobody answered proves nothing, so it opens no gate until a person takes that upon them. */
function lacksEvidence(rollout: Rollout, wave: number): boolean {
  const state = rollout.waves[wave];
  return (
    state !== undefined && state.size > 0 && state.counts.succeeded === 0 && rollout.acceptedWave !== wave
  );
}

/** Nodes that are only offline may come back by themselves; somebody is asked when they take too long. */
function waitForEvidence(draft: Draft, wave: number, now: number): void {
  const { rollout } = draft;
  const waitsUntil = (rollout.stepStartedAt ?? now) + rollout.plan.nodeDeadlineSeconds * 1000;
  const counts = rollout.waves[wave]?.counts;
  const isOnlyOffline = counts !== undefined && counts.skipped === rollout.waves[wave]?.size;
  if (isOnlyOffline && now < waitsUntil) return;
  draft.add({ type: 'release.paused', reason: { kind: 'no_evidence', wave } });
}

/** Nodes wait, none is at work, and those that are lost take all the room: only a person can decide to go on. */
function pauseIfStuck(draft: Draft, hasMoved: boolean): void {
  const { rollout } = draft;
  if (hasMoved || rollout.down === 0) return;
  if (roomLeft(rollout) > 0 && fullGroups(rollout).length === 0) return;
  draft.add({ type: 'release.paused', reason: { kind: 'no_room', down: rollout.down } });
}

/** True when it changed any target. */
function assign(draft: Draft, candidates: readonly TargetWithFacts[], now: number): boolean {
  const room = roomOf(draft.rollout);
  const pairs: { before: Target; after: Target }[] = [];
  for (const { target, facts } of candidates) {
    if (target.status !== 'pending' || room.isFull) continue;
    const absence = absenceOf(facts, now);
    if (absence) {
      pairs.push({ before: target, after: skipped(target, absence, now) });
    } else if (room.take(target.group)) {
      pairs.push({ before: target, after: assigned(target, facts, now) });
      draft.want({
        nodeId: target.nodeId,
        sha256: target.digest,
        action: 'activate',
        expectedGeneration: facts.desiredGeneration,
      });
    }
  }
  draft.change(pairs);
  return pairs.length > 0;
}

function assigned(target: Target, facts: NodeFacts, now: number): Target {
  const sha256 = facts.observed?.sha256 ?? (facts.protocol === 'seed' ? facts.desiredSha256 : null);
  return {
    ...target,
    status: 'assigned',
    isDown: true,
    generation: facts.desiredGeneration + 1,
    previous: target.previous ?? (sha256 === null ? null : { sha256 }),
    assignedAt: now,
    since: now,
    dueAt: now + 1_000,
    error: null,
  };
}

function skipped(target: Target, error: TargetError, now: number): Target {
  return { ...target, status: 'skipped', since: now, dueAt: now + GLANCE_AT_SKIPPED_MS, error };
}

/** Why a node is passed by for now; it follows as soon as that is over. */
function absenceOf(facts: NodeFacts, now: number): TargetError | null {
  if (facts.away === 'held')
    return { code: 'NODE_HELD', message: 'It was held on the host when its turn came.' };
  if (facts.away === 'left') {
    return {
      code: 'NODE_LEFT',
      message: 'It was no longer an active node of this environment when its turn came.',
    };
  }
  return isOffline(facts, now)
    ? { code: 'NODE_OFFLINE', message: 'It was offline when its turn came.' }
    : null;
}

function complete(draft: Draft): void {
  const counts = allCounts(draft.rollout);
  draft.add({
    type: 'release.finished',
    status: counts.succeeded === totalOf(counts) ? 'completed' : 'completed_with_exceptions',
  });
}

export function allCounts(rollout: Rollout): Counts {
  return sumCounts(rollout.waves.map(({ counts }) => counts));
}

function countsUpTo(rollout: Rollout, wave: number): Counts {
  return sumCounts(rollout.waves.slice(0, wave + 1).map(({ counts }) => counts));
}
