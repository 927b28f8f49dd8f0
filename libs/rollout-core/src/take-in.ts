import { withNext, type TargetWithFacts } from './assign.js';
import { failureOf, isOvertaken, runs } from './bin-word.js';
import { Draft, type Decision } from './decision.js';
import { observe } from './observe.js';
import { GLANCE_MS, pairsOf } from './observation.js';
import { roomOf, type Room } from './room.js';
import type { Rollout } from './rollout.js';
import { isInFlight, isLaidReady, isLost, type NodeFacts, type Target } from './target.js';
import { withAllBack, withoutStaged } from './take-back.js';
import { OPEN_WORLD, type World } from './world.js';

/** Takes in what was heard of some targets, and lets those with several bins go on with the next, or back with all. */
export function takeIn(
  rollout: Rollout,
  heard: readonly TargetWithFacts[],
  now: number,
  world: World = OPEN_WORLD,
): Decision {
  const draft = new Draft(rollout, now);
  const context = { plan: rollout.plan, now, rollbackDeadlineAt: rollout.rollback?.deadlineAt ?? null };
  const room = roomOf(rollout);
  draft.change(
    heard.map(({ target, facts }) => {
      const seen = observe(target, facts, context);
      const going = { draft, room, world, now };
      if (isPassedBy(seen)) return { before: target, after: leaveBe(going, seen, facts) };
      return { before: target, after: seen.bins.length > 1 ? goOn(going, target, seen, facts) : seen };
    }),
  );
  return draft.finish();
}

interface Going {
  readonly draft: Draft;
  readonly room: Room;
  readonly world: World;
  readonly now: number;
}

/** What lies there for a turn that does not come would be what it is told to keep for ever. */
function leaveBe({ draft, world, now }: Going, target: Target, facts: NodeFacts): Target {
  if (!isLaidReady(target)) return target;
  if (world.isStopped) return { ...target, dueAt: now + GLANCE_MS };
  const dueAt = target.status === 'excluded' ? null : target.dueAt;
  return { ...withoutStaged(draft, target, facts), dueAt };
}

function isPassedBy({ status }: Target): boolean {
  return status === 'skipped' || status === 'excluded';
}

function goOn({ draft, room, world, now }: Going, before: Target, target: Target, facts: NodeFacts): Target {
  const pairs = pairsOf(target, facts);
  // What somebody else decides about since is theirs, and so is what comes of the other half.
  if (pairs.some(([bin, known]) => isOvertaken(bin, known))) return target;
  const isFailed = target.status === 'failed' && pairs.some(([bin, known]) => failureOf(bin, known));
  const isBack = isFailed && target.bins.some(({ asked }) => asked === 'activate');
  // Whoever is late but talks is made whole, too: half of a release is what nobody tested.
  const isUnderWay = !isFailed && (isInFlight(target.status) || isLost(target.status));
  const isNext = isUnderWay && isReadyForNext(target, facts);
  if (!isBack && !isNext) return target;
  if (draft.rollout.status === 'rolling_back') return target;
  if (world.isStopped) return { ...target, dueAt: now + GLANCE_MS };
  // Half of it is nothing that anybody tested, and yet a withdrawn build goes nowhere any more.
  if (isNext && world.withdrawn !== null) return { ...target, dueAt: now + GLANCE_MS };
  // One that failed and ran what it ran before is made unavailable once more.
  if (isNext && !target.isDown && !room.take(target.group)) return { ...target, dueAt: now + GLANCE_MS };
  if (isNext) return { ...withNext(draft, target, facts), isDown: true, dueAt: now + GLANCE_MS };
  if (world.noWayBack) return target;
  // Even where its agent put all back by itself, it counts as down until it says so of what it is asked for now.
  if (!before.isDown && !room.take(target.group)) return { ...target, dueAt: now + GLANCE_MS };
  return { ...withAllBack(draft, target, facts), isDown: true, assignedAt: now };
}

function isReadyForNext(target: Target, facts: NodeFacts): boolean {
  const activated = pairsOf(target, facts).filter(([{ asked }]) => asked === 'activate');
  // Where nothing was activated, there is no next: the first is asked for only where there is room.
  if (activated.length === 0 || activated.length === target.bins.length) return false;
  return activated.every(([bin, known]) => runs(bin.digest, bin.generation, known, facts));
}
