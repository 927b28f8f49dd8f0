import type { ReleasePlan } from './plan.js';
import {
  darkAfterMs,
  isInFlight,
  isLost,
  isOffline,
  type NodeFacts,
  type Target,
  type TargetError,
} from './target.js';

/** How soon a target whose news may come without a report is looked at again. */
const GLANCE_MS = 1_000;
const GLANCE_AT_DARK_MS = 5_000;
export const GLANCE_AT_SKIPPED_MS = 5_000;
const LONGEST_GLANCE_MS = 600_000;
/** However often a seed agent calls, the call after this was answered with the new desired state. */
const SEED_SETTLE_MS = 5_000;

export interface ObserveContext {
  readonly plan: ReleasePlan;
  readonly now: number;
  readonly rollbackDeadlineAt: number | null;
}

/** What a target is, given all that is known about its node now. The same facts always give the same answer. */
export function observe(target: Target, facts: NodeFacts, context: ObserveContext): Target {
  const { status } = target;
  if (status === 'skipped') return comeBack(target, facts, context.now);
  if (status === 'reverting' || status === 'revert_failed') return watchReturn(target, facts, context);
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

function watchUpdate(target: Target, facts: NodeFacts, context: ObserveContext): Target {
  const { now, plan } = context;
  if (facts.desiredGeneration > target.generation) return overtaken(target, now);
  const failure = failureOf(facts, target.generation);
  if (failure) {
    return settle(target, now, {
      status: 'failed',
      error: failure,
      isDown: !isBack(target, facts),
      readySince: null,
      dueAt: null,
    });
  }
  if (target.status === 'succeeded') return target;
  if (runsIt(facts, target.digest, target.generation)) return bake(target, facts, plan, now);
  if (target.status === 'failed') return target;
  return wait(target, facts, plan, now);
}

/** News of a node that is only waited for comes with its next call, so rarely calling ones are rarely looked at. */
function glanceMs(facts: NodeFacts): number {
  return Math.min(Math.max(facts.intervalSeconds * 200, GLANCE_MS), 10 * GLANCE_MS);
}

/** Counts only what the node was heard to say: it must have called again after the whole bake time. */
function bake(target: Target, facts: NodeFacts, plan: ReleasePlan, now: number): Target {
  const readySince = Math.max(facts.observed?.since ?? now, target.assignedAt ?? 0);
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
  const silentAt = (facts.lastSeenAt ?? 0) + darkAfterMs(facts, plan.darkAfterSeconds);
  if (now > silentAt) return goDark(target, now);
  return settle(target, now, {
    status: 'baking',
    isDown: true,
    isForgiven: false,
    error: null,
    readySince,
    dueAt: Math.max(readyAt, now + glanceMs(facts)),
  });
}

function wait(target: Target, facts: NodeFacts, plan: ReleasePlan, now: number): Target {
  const silentAt =
    Math.max(facts.lastSeenAt ?? 0, target.assignedAt ?? 0) + darkAfterMs(facts, plan.darkAfterSeconds);
  if (now > silentAt) return goDark(target, now);
  const deadlineAt = (target.assignedAt ?? now) + plan.nodeDeadlineSeconds * 1000;
  if (now > deadlineAt) {
    const error = facts.progress?.generation === target.generation ? facts.progress.error : null;
    return settle(target, now, {
      status: 'timed_out',
      readySince: null,
      dueAt: now + GLANCE_AT_DARK_MS,
      error: error ?? timedOut(plan),
    });
  }
  const hasBegun = facts.progress?.generation === target.generation || target.status !== 'assigned';
  const status =
    target.status === 'dark' || target.status === 'timed_out'
      ? target.status
      : hasBegun
        ? 'updating'
        : 'assigned';
  return settle(target, now, {
    status,
    readySince: null,
    dueAt: Math.max(Math.min(deadlineAt, silentAt) + 1, now + GLANCE_MS),
  });
}

function goDark(target: Target, now: number): Target {
  const error = { code: 'NODE_DARK', message: 'Nothing was heard from it since it was asked.' };
  return settle(target, now, {
    status: 'dark',
    isDown: true,
    error,
    readySince: null,
    dueAt: now + GLANCE_AT_DARK_MS,
  });
}

function watchReturn(
  target: Target,
  facts: NodeFacts,
  { plan, now, rollbackDeadlineAt }: ObserveContext,
): Target {
  if (facts.desiredGeneration > target.generation) return giveUp(target, now, OVERTAKEN);
  if (target.previous && runsIt(facts, target.previous.sha256, target.generation, target.assignedAt)) {
    return settle(target, now, {
      status: 'reverted',
      isDown: false,
      isForgiven: false,
      dueAt: null,
    });
  }
  if (!target.previous && hasHeard(target, facts)) return leaveNothing(target, facts, now);
  const failure = failureOf(facts, target.generation);
  if (failure) return giveUp(target, now, failure);
  const ownDeadlineAt = (target.assignedAt ?? now) + plan.nodeDeadlineSeconds * 1000;
  // Whoever was asked only after the deadline, because the caps let it be asked no earlier, gets its own time.
  const isLate = (target.assignedAt ?? 0) > (rollbackDeadlineAt ?? Number.POSITIVE_INFINITY);
  const deadlineAt = isLate ? ownDeadlineAt : Math.min(ownDeadlineAt, rollbackDeadlineAt ?? ownDeadlineAt);
  if (target.status === 'reverting' && now > deadlineAt) {
    return giveUp(target, now, {
      code: 'NOT_SEEN_BACK',
      message: 'It has not reported the earlier version.',
    });
  }
  return settle(target, now, {
    dueAt: target.status === 'reverting' ? Math.max(deadlineAt + 1, now + GLANCE_MS) : null,
  });
}

/** It ran nothing before, so there is nothing to put back; it must at least not run the bad one. */
function leaveNothing(target: Target, facts: NodeFacts, now: number): Target {
  if (facts.observed?.sha256 !== target.digest) {
    return settle(target, now, {
      status: 'reverted',
      isDown: false,
      isForgiven: false,
      dueAt: null,
    });
  }
  const error = {
    code: 'NOTHING_TO_GO_BACK_TO',
    message: 'It ran nothing before this release and still runs the new version.',
  };
  return giveUp(target, now, error);
}

/** It stays asked to go back and may still converge; meanwhile it must not hold up the others. */
function giveUp(target: Target, now: number, error: TargetError): Target {
  return settle(target, now, { status: 'revert_failed', isForgiven: true, error, dueAt: null });
}

const OVERTAKEN: TargetError = {
  code: 'OVERTAKEN',
  message: 'Something else decided what it runs before this release was done.',
};

/** Whoever gave it a newer generation owns it now; how this one ended can't be known any more. */
function overtaken(target: Target, now: number): Target {
  if (!isInFlight(target.status)) return settle(target, now, { dueAt: null });
  return settle(target, now, {
    status: 'failed',
    isDown: false,
    error: OVERTAKEN,
    readySince: null,
    dueAt: null,
  });
}

function failureOf(facts: NodeFacts, generation: number): TargetError | undefined {
  const { progress } = facts;
  if (!progress || progress.generation !== generation || progress.phase !== 'failed') return undefined;
  return progress.error ?? { code: 'UPDATE_FAILED', message: 'The agent says that the update failed.' };
}

/** An agent's word counts at the current generation only; a seed agent has none, so a call after the question must do. */
function runsIt(
  facts: NodeFacts,
  digest: string,
  generation: number,
  askedAt: number | null = null,
): boolean {
  const { observed } = facts;
  if (!observed || observed.sha256 !== digest || observed.isHealthy === false) return false;
  if (facts.protocol === 'agent') return observed.generation === generation && !isBusy(facts, generation);
  return askedAt === null || observed.since > askedAt || hasCalledSince(facts, askedAt);
}

/** An agent that is still checking what it started may yet put the old one back. */
function isBusy({ progress }: NodeFacts, generation: number): boolean {
  return progress?.generation === generation && progress.phase !== 'active';
}

/** One call may have been under way when it was asked; by the second it has been told. */
function hasCalledSince(facts: NodeFacts, askedAt: number): boolean {
  return (facts.lastSeenAt ?? 0) >= askedAt + Math.max(2 * facts.intervalSeconds * 1000, SEED_SETTLE_MS);
}

/** Does it know that it was asked? Before that, what it runs may still change. */
function hasHeard(target: Target, facts: NodeFacts): boolean {
  if (facts.protocol === 'agent') return facts.observed?.generation === target.generation;
  return hasCalledSince(facts, target.assignedAt ?? 0);
}

function isBack(target: Target, facts: NodeFacts): boolean {
  return (
    target.previous !== null &&
    facts.observed?.sha256 === target.previous.sha256 &&
    facts.observed.isHealthy !== false
  );
}

function timedOut(plan: ReleasePlan): TargetError {
  return {
    code: 'NODE_DEADLINE',
    message: `It did not get there within ${plan.nodeDeadlineSeconds} seconds.`,
  };
}

function settle(target: Target, now: number, change: Partial<Target>): Target {
  const isMove = change.status !== undefined && change.status !== target.status;
  return { ...target, ...change, since: isMove ? now : target.since };
}
