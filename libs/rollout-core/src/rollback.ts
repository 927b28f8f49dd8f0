import type { TargetWithFacts } from './assign.js';
import { exposedOf } from './counts.js';
import type { Draft } from './decision.js';
import { roomOf } from './room.js';
import { allCounts } from './rollout-counts.js';
import type { ReleasePlan } from './plan.js';
import { darkAfterMs, hasActivated, isExposed, type NodeFacts, type Target } from './target.js';
import { withAllBack } from './take-back.js';

/** Every node that was given the new build is asked to go back to what it ran; soak times and percentages do not count. */
export function advanceRollback(draft: Draft, candidates: readonly TargetWithFacts[], now: number): void {
  askBack(draft, candidates, now);
  const counts = allCounts(draft.rollout);
  if (exposedOf(counts) + counts.staging + counts.staged + counts.reverting > 0) return;
  draft.add({
    type: 'release.finished',
    status: counts.revert_failed === 0 ? 'rolled_back' : 'rolled_back_with_exceptions',
  });
}

function askBack(draft: Draft, candidates: readonly TargetWithFacts[], now: number): void {
  const room = roomOf(draft.rollout);
  const pairs: { before: Target; after: Target }[] = [];
  for (const { target, facts } of candidates) {
    if (!isExposed(target.status)) continue;
    // A node that is down already, or runs what it ran, can't be made more unavailable.
    if (hasActivated(target) && !target.isDown && !room.take(target.group)) continue;
    pairs.push({ before: target, after: asked(draft, target, facts, now) });
  }
  draft.change(pairs);
}

function asked(draft: Draft, target: Target, facts: NodeFacts, now: number): Target {
  const isUntouched = target.bins.every((bin) => bin.asked === null);
  if (isUntouched) return { ...target, status: 'pending', since: now, dueAt: null };
  return {
    ...withAllBack(draft, target, facts),
    status: 'reverting',
    isDown: hasActivated(target),
    // Nobody knows when a silent node comes back; it must not hold up those that answer.
    isForgiven: target.isForgiven || (target.status === 'dark' && isSilent(draft.rollout.plan, facts, now)),
    assignedAt: now,
    readySince: null,
    since: now,
    dueAt: now + 1_000,
  };
}

function isSilent({ darkAfterSeconds }: ReleasePlan, facts: NodeFacts, now: number): boolean {
  return now > (facts.lastSeenAt ?? 0) + darkAfterMs(facts, darkAfterSeconds);
}
