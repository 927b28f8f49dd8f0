import { failureOf, hasHeard, isOvertaken, runs } from './bin-word.js';
import { GLANCE_MS, OVERTAKEN, pairsOf, settle, type ObserveContext } from './observation.js';
import {
  heardOutAt,
  type BinFacts,
  type NodeFacts,
  type Target,
  type TargetBin,
  type TargetError,
} from './target.js';

type Return = 'back' | 'stays_new' | 'on_its_way';

/** A target that was asked to go back to what it ran before. */
export function watchReturn(target: Target, facts: NodeFacts, context: ObserveContext): Target {
  const { now } = context;
  const pairs = pairsOf(target, facts).filter(([{ asked }]) => asked !== null);
  if (pairs.some(([bin, known]) => isOvertaken(bin, known))) return giveUp(target, now, OVERTAKEN);
  const returns = pairs.map(([bin, known]) => returnOf(bin, known, facts, target.assignedAt ?? 0));
  if (returns.every((each) => each === 'back')) {
    return settle(target, now, { status: 'reverted', isDown: false, isForgiven: false, dueAt: null });
  }
  if (returns.includes('stays_new')) return giveUp(target, now, STAYS_NEW);
  const failure = pairs.map(([bin, known]) => failureOf(bin, known)).find((each) => each !== undefined);
  if (failure) return giveUp(target, now, failure);
  const deadlineAt = deadlineOf(target, facts, context);
  if (target.status === 'reverting' && now > deadlineAt) return giveUp(target, now, NOT_SEEN_BACK);
  // Agents of the older protocol that run what they ran say nothing; a call of theirs is enough.
  const nextLookAt =
    facts.protocol === 'seed' ? Math.min(deadlineAt + 1, now + 10 * GLANCE_MS) : deadlineAt + 1;
  return settle(target, now, {
    dueAt: target.status === 'reverting' ? Math.max(nextLookAt, now + GLANCE_MS) : null,
  });
}

function deadlineOf(target: Target, facts: NodeFacts, context: ObserveContext): number {
  const { plan, now, rollbackDeadlineAt, hearingSince } = context;
  const ownDeadlineAt = (target.assignedAt ?? now) + plan.nodeDeadlineSeconds * 1000;
  // Whoever was asked only after the deadline, because the caps let it be asked no earlier, gets its own time.
  const isLate = (target.assignedAt ?? 0) > (rollbackDeadlineAt ?? Number.POSITIVE_INFINITY);
  const deadlineAt = isLate ? ownDeadlineAt : Math.min(ownDeadlineAt, rollbackDeadlineAt ?? ownDeadlineAt);
  return Math.max(deadlineAt, heardOutAt(facts, plan.darkAfterSeconds, hearingSince));
}

function returnOf(bin: TargetBin, known: BinFacts, node: NodeFacts, askedAt: number): Return {
  if (bin.previous) {
    return runs(bin.previous.sha256, bin.generation, known, node, askedAt) ? 'back' : 'on_its_way';
  }
  // Nobody knows whose calls these are.
  if (node.away === 'quarantined') return 'on_its_way';
  // It ran nothing before, so there is nothing to put back; it must at least not run the bad one.
  if (!hasHeard(bin, known, node, askedAt)) return 'on_its_way';
  return known.observed?.sha256 === bin.digest ? 'stays_new' : 'back';
}

const NOT_SEEN_BACK: TargetError = {
  code: 'NOT_SEEN_BACK',
  message: 'It has not reported the earlier version.',
};
const STAYS_NEW: TargetError = {
  code: 'NOTHING_TO_GO_BACK_TO',
  message: 'It ran nothing before this release and still runs the new version.',
};

/** It stays asked to go back and may still converge; meanwhile it must not hold up the others. */
function giveUp(target: Target, now: number, error: TargetError): Target {
  return settle(target, now, { status: 'revert_failed', isForgiven: true, error, dueAt: null });
}
