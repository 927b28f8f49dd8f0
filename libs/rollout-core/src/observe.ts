import { failureOf, hasBegun, isBack, isOvertaken, isStagedOn, isUnwell, runs } from './bin-word.js';
import type { ReleasePlan } from './plan.js';
import { GLANCE_MS, OVERTAKEN, pairsOf, settle, type ObserveContext } from './observation.js';
import {
  darkAfterMs,
  hasActivated,
  heardOutAt,
  isInFlight,
  isLost,
  isOffline,
  type BinFacts,
  type NodeFacts,
  type Target,
  type TargetBin,
  type TargetError,
} from './target.js';
import { watchReturn } from './watch-return.js';

const GLANCE_AT_DARK_MS = 5_000;
export const GLANCE_AT_SKIPPED_MS = 5_000;
const LONGEST_GLANCE_MS = 600_000;

/** What a target is, given all that is known about its node now. The same facts always give the same answer. */
export function observe(target: Target, facts: NodeFacts, context: ObserveContext): Target {
  const { status } = target;
  if (status === 'skipped') return comeBack(target, facts, context.now);
  if (status === 'reverting' || status === 'revert_failed') return watchReturn(target, facts, context);
  if (status === 'staging' || status === 'staged') return watchStaging(target, facts, context);
  if (isLost(status) && !hasActivated(target)) return watchLostStaging(target, facts, context);
  if (isInFlight(status) || isLost(status) || status === 'succeeded')
    return watchUpdate(target, facts, context);
  return target;
}

/** Its return is told, but a word may get lost; the longer it is away, the more rarely it is looked for. */
function comeBack(target: Target, facts: NodeFacts, now: number): Target {
  if (!isOffline(facts, now) && facts.away === null)
    return settle(target, now, { status: 'pending', error: null, dueAt: null });
  const pauseMs = Math.min(Math.max((now - target.since) / 2, GLANCE_AT_SKIPPED_MS), LONGEST_GLANCE_MS);
  return settle(target, now, { dueAt: now + Math.ceil(pauseMs) });
}

/** Nothing that runs was changed, so silence is no loss: it follows when it is back. */
function watchStaging(target: Target, facts: NodeFacts, context: ObserveContext): Target {
  const { plan, now } = context;
  const pairs = pairsOf(target, facts);
  if (pairs.some(([bin, known]) => isOvertaken(bin, known))) return overtaken(target, now);
  const failure = firstFailure(pairs);
  if (failure) return settle(target, now, { status: 'failed', error: failure, dueAt: null });
  if (target.status === 'staged') return target;
  if (pairs.every(([bin, known]) => isStagedOn(bin, known)))
    return settle(target, now, { status: 'staged', error: null, dueAt: null });
  if (isOffline(facts, now) && now > heardOut(facts, context)) {
    const error = { code: 'NODE_OFFLINE', message: 'It went silent while it fetched the new version.' };
    return settle(target, now, { status: 'skipped', error, dueAt: now + GLANCE_AT_SKIPPED_MS });
  }
  const deadlineAt = deadlineOf(target, facts, context);
  if (now > deadlineAt)
    return settle(target, now, { status: 'timed_out', error: timedOut(plan), dueAt: null });
  return settle(target, now, { dueAt: Math.min(deadlineAt + 1, now + 10 * GLANCE_AT_DARK_MS) });
}

/** It runs what it ran, so nothing that is heard or not heard of it takes it down; somebody may try it again. */
function watchLostStaging(target: Target, facts: NodeFacts, { now }: ObserveContext): Target {
  const failure = firstFailure(pairsOf(target, facts));
  return failure ? settle(target, now, { status: 'failed', error: failure, dueAt: null }) : target;
}

function watchUpdate(target: Target, facts: NodeFacts, context: ObserveContext): Target {
  const { now } = context;
  const pairs = pairsOf(target, facts);
  if (pairs.some(([bin, known]) => isOvertaken(bin, known))) return overtaken(target, now);
  const failure = firstFailure(pairs);
  if (failure || (target.status === 'failed' && isUndone(target))) {
    const isDown = !isWhollyBack(target, facts);
    return settle(target, now, {
      status: 'failed',
      error: failure ?? target.error,
      isDown,
      // That it was silent was forgiven, and not that it fails.
      isForgiven: target.isForgiven && target.status !== 'dark',
      readySince: null,
      // An agent of the older protocol says nothing of running what it ran, so somebody has to look.
      dueAt: isDown && isUndone(target) ? now + GLANCE_AT_DARK_MS : null,
    });
  }
  if (target.status === 'succeeded') return stillWell(target, facts, context);
  // What it said before it fell silent is no news.
  if (isSilentSince(target, facts)) return settle(target, now, { dueAt: now + GLANCE_AT_DARK_MS });
  if (runsAll(target, facts)) return bake(target, facts, context);
  if (target.status === 'failed') return target;
  return wait(target, facts, context);
}

/** Dark, or given up at a second try because nobody could reach it. */
function isSilentSince({ status, since }: Target, { lastSeenAt }: NodeFacts): boolean {
  return (status === 'dark' || status === 'failed') && (lastSeenAt ?? 0) < since;
}

/**
 * What comes next rests on it, so it must still be what it was. A bad word may pass: it gets the time of its deadline once
 * more. Who is held or away is somebody else's doing, and proves nothing.
 */
function stillWell(target: Target, facts: NodeFacts, context: ObserveContext): Target {
  const { now } = context;
  if (facts.away !== null) return target;
  if (pairsOf(target, facts).some(([bin, known]) => isUnwell(bin, known, facts)))
    return settle(target, now, {
      status: 'updating',
      isDown: true,
      assignedAt: now,
      readySince: null,
      error: WELL_NO_MORE,
      dueAt: now + GLANCE_MS,
    });
  return now > silentAtOf(target, facts, context) ? goDark(target, now, HEARD_NO_MORE) : target;
}

/** Did it succeed, and has it been silent for too long since, though nobody could have heard it? */
export function isInDoubt(target: Target, facts: NodeFacts, context: ObserveContext): boolean {
  if (target.status !== 'succeeded' || facts.away !== null) return false;
  const always = { ...context, hearingSince: Number.NEGATIVE_INFINITY };
  return context.now > silentAtOf(target, facts, always) && context.now <= silentAtOf(target, facts, context);
}

/** The engine took back what else it had activated there. */
function isUndone({ bins }: Target): boolean {
  return bins.some(({ asked }) => asked === 'revert');
}

function firstFailure(pairs: readonly (readonly [TargetBin, BinFacts])[]): TargetError | undefined {
  for (const [bin, known] of pairs) {
    const failure = failureOf(bin, known);
    if (failure) return failure;
  }
  return undefined;
}

/** What it was asked for may still be exchanged until it says that it gave that up, whatever it said before to run. */
function isWhollyBack(target: Target, facts: NodeFacts): boolean {
  return pairsOf(target, facts).every(([bin, known]) => {
    if (bin.asked === null || bin.asked === 'stage') return true;
    if (bin.asked === 'activate') return failureOf(bin, known) !== undefined && isBack(bin, known);
    return (
      bin.previous !== null && runs(bin.previous.sha256, bin.generation, known, facts, target.assignedAt)
    );
  });
}

function runsAll(target: Target, facts: NodeFacts): boolean {
  return pairsOf(target, facts).every(
    ([bin, known]) => bin.asked === 'activate' && runs(bin.digest, bin.generation, known, facts),
  );
}

/** News of a node that is only waited for comes with its next call, so rarely calling ones are rarely looked at. */
function glanceMs(facts: NodeFacts): number {
  return Math.min(Math.max(facts.intervalSeconds * 200, GLANCE_MS), 10 * GLANCE_MS);
}

/** Counts only what the node was heard to say: it must have called again after the whole bake time. */
function bake(target: Target, facts: NodeFacts, context: ObserveContext): Target {
  const { plan, now } = context;
  const since = facts.bins.map(({ observed }) => observed?.since ?? now);
  const readySince = Math.max(...since, target.assignedAt ?? 0);
  const readyAt = readySince + plan.minReadySeconds * 1000;
  if ((facts.lastSeenAt ?? 0) >= readyAt) {
    return settle(target, now, {
      status: 'succeeded',
      isDown: false,
      isForgiven: false,
      error: null,
      readySince,
      dueAt: null,
    });
  }
  // What it reports may be known a moment before the time at which it called is.
  const spokeAt = Math.max(facts.lastSeenAt ?? 0, readySince, context.hearingSince);
  const silentAt = spokeAt + darkAfterMs(facts, plan.darkAfterSeconds);
  // A loss stays the loss that it was until the node is heard.
  if (now > silentAt) return target.status === 'failed' ? target : goDark(target, now, NEVER_HEARD);
  return settle(target, now, {
    status: 'baking',
    isDown: true,
    error: null,
    readySince,
    dueAt: Math.max(readyAt, now + glanceMs(facts)),
  });
}

function silentAtOf(target: Target, facts: NodeFacts, { plan, hearingSince }: ObserveContext): number {
  const spokeAt = Math.max(facts.lastSeenAt ?? 0, target.assignedAt ?? 0, hearingSince);
  return spokeAt + darkAfterMs(facts, plan.darkAfterSeconds);
}

function heardOut(facts: NodeFacts, { plan, hearingSince }: ObserveContext): number {
  return heardOutAt(facts, plan.darkAfterSeconds, hearingSince);
}

/** It may have got there in time, and said so while nobody could hear it. */
function deadlineOf(target: Target, facts: NodeFacts, context: ObserveContext): number {
  const deadlineAt = (target.assignedAt ?? context.now) + context.plan.nodeDeadlineSeconds * 1000;
  return Math.max(deadlineAt, heardOut(facts, context));
}

function wait(target: Target, facts: NodeFacts, context: ObserveContext): Target {
  const { plan, now } = context;
  const silentAt = silentAtOf(target, facts, context);
  if (now > silentAt) return goDark(target, now, NEVER_HEARD);
  const deadlineAt = deadlineOf(target, facts, context);
  if (now > deadlineAt) {
    const said = pairsOf(target, facts).find(([bin, known]) => hasBegun(bin, known))?.[1].progress?.error;
    return settle(target, now, {
      status: 'timed_out',
      readySince: null,
      dueAt: now + GLANCE_AT_DARK_MS,
      error: said ?? timedOut(plan),
    });
  }
  return settle(target, now, {
    status: statusWhileWaiting(target, facts),
    readySince: null,
    dueAt: Math.max(Math.min(deadlineAt, silentAt) + 1, now + GLANCE_MS),
  });
}

function statusWhileWaiting(target: Target, facts: NodeFacts): Target['status'] {
  if (target.status === 'dark' || target.status === 'timed_out') return target.status;
  const isAtIt = pairsOf(target, facts).some(
    ([bin, known]) => bin.asked === 'activate' && hasBegun(bin, known),
  );
  return isAtIt || target.status !== 'assigned' ? 'updating' : 'assigned';
}

const NEVER_HEARD = 'Nothing was heard from it since it was asked.';
const HEARD_NO_MORE = 'It ran the new version, and went silent.';
const WELL_NO_MORE: TargetError = {
  code: 'NODE_UNWELL',
  message: 'It ran the new version well, and now it does not.',
};

function goDark(target: Target, now: number, message: string): Target {
  const error = { code: 'NODE_DARK', message };
  return settle(target, now, {
    status: 'dark',
    isDown: true,
    error,
    readySince: null,
    dueAt: now + GLANCE_AT_DARK_MS,
  });
}

/** Whoever gave it a newer generation owns it now; how this one ended can't be known any more. */
function overtaken(target: Target, now: number): Target {
  if (isLost(target.status) || target.status === 'succeeded') return settle(target, now, { dueAt: null });
  return settle(target, now, {
    status: 'failed',
    isDown: false,
    error: OVERTAKEN,
    readySince: null,
    dueAt: null,
  });
}

function timedOut(plan: ReleasePlan): TargetError {
  return {
    code: 'NODE_DEADLINE',
    message: `It did not get there within ${plan.nodeDeadlineSeconds} seconds.`,
  };
}
