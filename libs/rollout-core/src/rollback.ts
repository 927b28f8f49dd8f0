import { exposedOf, sumCounts } from './counts.js';
import type { Draft } from './decision.js';
import { roomOf } from './room.js';
import { isExposed, type NodeFacts, type Target } from './target.js';

interface Candidate {
  readonly target: Target;
  readonly facts: NodeFacts;
}

/** Every node that was given the new build is asked to go back to what it ran; soak times and percentages do not count. */
export function advanceRollback(draft: Draft, candidates: readonly Candidate[], now: number): void {
  askBack(draft, candidates, now);
  const counts = sumCounts(draft.rollout.waves.map((wave) => wave.counts));
  if (exposedOf(counts) > 0 || counts.reverting > 0) return;
  draft.add({
    type: 'release.finished',
    status: counts.revert_failed === 0 ? 'rolled_back' : 'rolled_back_with_exceptions',
  });
}

function askBack(draft: Draft, candidates: readonly Candidate[], now: number): void {
  const { rollout } = draft;
  const room = roomOf(rollout);
  const pairs: { before: Target; after: Target }[] = [];
  for (const { target, facts } of candidates) {
    if (!isExposed(target.status)) continue;
    // A node that is down already can't be made more unavailable.
    if (!target.isDown && !room.take(target.group)) continue;
    pairs.push({ before: target, after: asked(target, facts, now) });
    draft.want({
      nodeId: target.nodeId,
      sha256: target.previous?.sha256 ?? null,
      action: 'revert',
      expectedGeneration: facts.desiredGeneration,
    });
  }
  draft.change(pairs);
}

function asked(target: Target, facts: NodeFacts, now: number): Target {
  return {
    ...target,
    status: 'reverting',
    isDown: true,
    // Nobody knows when a silent node comes back; it must not hold up those that answer.
    isForgiven: target.isForgiven || target.status === 'dark',
    generation: facts.desiredGeneration + 1,
    assignedAt: now,
    readySince: null,
    since: now,
    dueAt: now + 1_000,
    error: target.error,
  };
}
