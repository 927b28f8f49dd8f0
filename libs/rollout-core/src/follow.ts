import type { TargetWithFacts } from './assign.js';
import { isOvertaken } from './bin-word.js';
import { inFlightOf } from './counts.js';
import { Draft, type Decision } from './decision.js';
import { GLANCE_MS, OVERTAKEN, pairsOf, settle, type ObserveContext } from './observation.js';
import { observe } from './observe.js';
import { allCounts } from './rollout-counts.js';
import type { Rollout } from './rollout.js';
import type { ReleaseStatus } from './status.js';
import { withoutLaidReady } from './take-back.js';
import { isLaidReady, isLost, isStaging, type NodeFacts, type Target, type TargetStatus } from './target.js';
import { OPEN_WORLD, type World } from './world.js';

/** Ends at which nodes may be left in the middle of what they were asked for. */
export const FOLLOWED_ENDS = ['stopped', 'superseded'] as const satisfies readonly ReleaseStatus[];

/** Asked, and not known to have come to an end; who is out of sight does what it was asked whenever it comes back. */
export const FOLLOWED_TARGETS = [
  ...['staging', 'staged', 'assigned', 'updating', 'baking', 'dark', 'timed_out', 'retrying'],
  ...['reverting', 'revert_failed'],
] as readonly TargetStatus[];

const AT_WORK: readonly TargetStatus[] = ['staging', 'assigned', 'updating', 'baking', 'reverting'];
const LONGEST_GLANCE_MS = 600_000;

interface Looking extends ObserveContext {
  readonly isStopped: boolean;
}

/** Does what happens on its nodes still say something about a release that has ended so? */
export function isFollowed(status: ReleaseStatus): boolean {
  return FOLLOWED_ENDS.some((end) => end === status);
}

/** When a target is looked at for the first time after its release ended; null: never again. */
export function firstFollowed(status: ReleaseStatus, target: Target, now: number): number | null {
  const isOpen = FOLLOWED_TARGETS.includes(target.status) || isLaidReady(target);
  return isFollowed(status) && isOpen ? now : null;
}

/**
 * Takes in what was heard of some targets of a release that has ended while they were at work. Nothing more is asked of them;
 * what was only laid ready is taken back, as nobody will ever switch to it.
 */
export function follow(
  rollout: Rollout,
  heard: readonly TargetWithFacts[],
  now: number,
  { isStopped, hearingSince }: Pick<World, 'isStopped' | 'hearingSince'> = OPEN_WORLD,
): Decision {
  const draft = new Draft(rollout, now);
  const { plan, rollback } = rollout;
  const looking = { plan, now, isStopped, hearingSince, rollbackDeadlineAt: rollback?.deadlineAt ?? null };
  const counts = allCounts(rollout);
  // However many there are, no more than a thousand a second are looked at.
  const glanceMs = Math.max(2 * GLANCE_MS, inFlightOf(counts) + counts.staging + counts.reverting);
  draft.change(
    heard.map(({ target, facts }) => {
      const after = seen(draft, target, facts, looking);
      return { before: target, after: { ...after, dueAt: nextLook(after, facts, looking, glanceMs) } };
    }),
  );
  return draft.finish();
}

function seen(draft: Draft, target: Target, facts: NodeFacts, context: Looking): Target {
  // It would be given something, and in an emergency nobody is.
  const isHeld = context.isStopped && isLaidReady(target);
  if (isHeld && isStaging(target.status)) return target;
  const bare = isHeld ? target : unstaged(draft, target, facts, context.now);
  const lost = bare.status === 'retrying' ? settle(bare, context.now, { status: lossOf(bare) }) : bare;
  // Who was passed by is not asked any more, and why it was stays said.
  const after =
    FOLLOWED_TARGETS.includes(lost.status) || isLost(lost.status) ? observe(lost, facts, context) : lost;
  const isTaken =
    isLost(after.status) && pairsOf(after, facts).some(([bin, known]) => isOvertaken(bin, known));
  if (!isTaken || after.status === 'failed') return after;
  // That it was silent was forgiven, and not that it came to no end.
  const isForgiven = after.isForgiven && after.status !== 'dark';
  return settle(after, context.now, { status: 'failed', isDown: false, isForgiven, error: OVERTAKEN });
}

function unstaged(draft: Draft, target: Target, facts: NodeFacts, now: number): Target {
  const bare = isLaidReady(target) ? withoutLaidReady(draft, target, facts) : target;
  if (bare.bins.some(({ asked }) => asked !== null)) return bare;
  if (isStaging(bare.status))
    return settle(bare, now, { status: 'pending', isDown: false, assignedAt: null, error: null });
  return { ...bare, assignedAt: null };
}

/** It was to be asked once more, which nobody will: it is what it was before. */
function lossOf({ error }: Target): 'dark' | 'timed_out' | 'failed' {
  if (error?.code === 'NODE_DARK') return 'dark';
  return error?.code === 'NODE_DEADLINE' ? 'timed_out' : 'failed';
}

/** Who is out of sight is looked for the more rarely, the longer it is away. */
function nextLook(
  target: Target,
  { away }: NodeFacts,
  { now, isStopped }: Looking,
  glanceMs: number,
): number | null {
  const isOpen = target.assignedAt !== null && FOLLOWED_TARGETS.includes(target.status);
  const isAtWork = AT_WORK.includes(target.status);
  const isLookedFor = isOpen && (isAtWork || away !== 'left');
  if (!isLookedFor && !isLaidReady(target)) return null;
  const isSoonOver = isStopped || isAtWork;
  const awayMs = isSoonOver ? 0 : Math.min(Math.ceil((now - target.since) / 2), LONGEST_GLANCE_MS);
  return now + Math.max(glanceMs, awayMs);
}
