import { exceeds } from './amount.js';
import { askedOf, totalOf } from './counts.js';
import type { Draft } from './decision.js';
import { allCounts } from './rollout-counts.js';
import type { Rollout, RollbackTrigger } from './rollout.js';
import type { World } from './world.js';

/** A pause that a person or the engine made for a reason is left to people; in all others failures still count. */
export function isWatched(rollout: Rollout): boolean {
  return rollout.status === 'deploying' || (rollout.status === 'paused' && rollout.pause?.kind === 'step');
}

export function isOverBudget(rollout: Rollout): boolean {
  return exceedsBudget(rollout, rollout.lost);
}

function exceedsBudget(rollout: Rollout, lost: number): boolean {
  return lost > 0 && exceeds(lost, askedOf(allCounts(rollout)), rollout.plan.failureThreshold);
}

/**
 * Is the new build what the nodes of a release that ended now run as a rule? Whoever was away may be few or none; whoever
 * was lost counts, also where a person went on in spite of it.
 */
export function hasTakenHold(rollout: Rollout): boolean {
  const counts = allCounts(rollout);
  const lost = counts.failed + counts.timed_out + counts.dark;
  return counts.succeeded * 2 > totalOf(counts) && !exceedsBudget(rollout, lost);
}

/** Label groups of which the engine must know whether untouched nodes fell silent too; null when it need not know. */
export function wantedSilence(rollout: Rollout): readonly string[] | null {
  if (!isWatched(rollout) || !isOverBudget(rollout)) return null;
  const groups = Object.entries(rollout.groups).filter(([, { dark }]) => (dark ?? 0) > 0);
  return groups.length === 0 ? null : groups.map(([group]) => group);
}

export function reactToFailures(draft: Draft, world: World, now: number): void {
  const { rollout } = draft;
  const unreachable = unreachableGroups(rollout, world);
  const lostByNetwork = unreachable.reduce((sum, group) => sum + (rollout.groups[group]?.dark ?? 0), 0);
  if (!exceedsBudget(rollout, rollout.lost - lostByNetwork)) {
    return draft.add({
      type: 'release.paused',
      reason: { kind: 'network', dark: lostByNetwork, groups: unreachable },
    });
  }
  const facts = { kind: 'failures', lost: rollout.lost, asked: askedOf(allCounts(rollout)) } as const;
  if (rollout.plan.onFailure === 'pause') return draft.add({ type: 'release.paused', reason: facts });
  if (world.noWayBack) {
    const { lost, asked } = facts;
    return draft.add({
      type: 'release.paused',
      reason: { kind: 'no_way_back', lost, asked, why: world.noWayBack },
    });
  }
  startRollback(draft, facts, now);
}

/** At least half of the untouched nodes of the group fell silent as well: the line is cut, the build is not to blame. */
function unreachableGroups(rollout: Rollout, { silence }: World): readonly string[] {
  return Object.entries(silence)
    .filter(([, { untouched, silent }]) => silent > 0 && silent * 2 >= untouched)
    .map(([group]) => group)
    .filter((group) => (rollout.groups[group]?.dark ?? 0) > 0);
}

export function startRollback(draft: Draft, trigger: RollbackTrigger, now: number): void {
  draft.add({
    type: 'rollback.started',
    trigger,
    deadlineAt: now + draft.rollout.plan.rollbackDeadlineSeconds * 1000,
  });
}
