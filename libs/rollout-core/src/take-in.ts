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
  const { plan, rollback } = rollout;
  const { hearingSince } = world;
  const context = { plan, now, rollbackDeadlineAt: rollback?.deadlineAt ?? null, hearingSince };
  const room = roomOf(rollout);
  const looked = heard.map((each) => ({ ...each, seen: observe(each.target, each.facts, context) }));
  // Whoever went down by itself leaves less room for those that would be taken down now.
  for (const { target, seen } of looked) if (seen.isDown && !target.isDown) room.take(seen.group);
  draft.change(
    looked.map(({ target, facts, seen }) => {
      const going = { draft, room, world, now };
      if (isNotAsked(seen)) return { before: target, after: leaveBe(going, seen, facts) };
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
  // At the first look after an emergency, before anything else comes to an end.
  if (world.isStopped) return { ...target, dueAt: target.dueAt ?? now };
  const dueAt = target.status === 'skipped' ? target.dueAt : null;
  return { ...withoutStaged(draft, target, facts), dueAt };
}

/** Passed by or left out; or back since, in an emergency, in which nothing could be taken back. */
function isNotAsked({ status }: Target): boolean {
  return status === 'skipped' || status === 'excluded' || status === 'pending';
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
  const wasDown = before.isDown || target.isDown;
  if (!wasDown && !room.take(target.group)) return { ...target, dueAt: now + GLANCE_MS };
  // Agents of the older protocol that run it say nothing of that, so somebody has to look.
  return { ...withAllBack(draft, target, facts), isDown: true, assignedAt: now, dueAt: now + GLANCE_MS };
}

function isReadyForNext(target: Target, facts: NodeFacts): boolean {
  const activated = pairsOf(target, facts).filter(([{ asked }]) => asked === 'activate');
  // Where nothing was activated, there is no next: the first is asked for only where there is room.
  if (activated.length === 0 || activated.length === target.bins.length) return false;
  return activated.every(([bin, known]) => runs(bin.digest, bin.generation, known, facts));
}
