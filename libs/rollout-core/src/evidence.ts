import type { TargetWithFacts } from './assign.js';
import { Draft, type Decision } from './decision.js';
import { isInDoubt } from './observe.js';
import { openWave, type Rollout } from './rollout.js';
import { touchesNodes } from './strategies/index.js';
import { takeIn } from './take-in.js';
import type { World } from './world.js';

/** A wave that nobody answered proves nothing, so it opens no gate until a person takes that upon them. */
export function lacksEvidence(rollout: Rollout, wave: number): boolean {
  const state = rollout.waves[wave];
  if (state === undefined || rollout.acceptedWave === wave) return false;
  return state.counts.succeeded === 0 && state.size > state.counts.excluded;
}

/**
 * Does this end a wait or the release, or begin a wave, because of nodes that succeeded before? Silence is no news that would make
 * anybody look at them, nor is a return, so whoever writes this down looks first for those that fell silent or are not
 * well, and takes these in instead.
 */
export function restsOnSuccesses(before: Rollout, { events }: Pick<Decision, 'events'>): boolean {
  if (openWave(before) < 0) return false;
  return events.some((event) => {
    if (event.type === 'release.finished') return before.status === 'deploying';
    if (event.type !== 'step.completed') return false;
    const [ended, next] = before.steps.slice(event.step, event.step + 2);
    return ended?.kind !== 'wave' || (next !== undefined && touchesNodes(next));
  });
}

/**
 * What to do in place of a decision that rests on successes: take in those that are lost since, or nothing yet while some are
 * silent whom nobody could have heard. `successes` need be those only that could be either.
 */
export function inViewOf(
  successes: readonly TargetWithFacts[],
  before: Rollout,
  decision: Decision,
  now: number,
  world: World,
): Decision {
  const lost = takeIn(before, successes, now, world);
  if (lost.events.length > 0) return lost;
  const context = { plan: before.plan, now, rollbackDeadlineAt: null, hearingSince: world.hearingSince };
  const isWaiting = successes.some(({ target, facts }) => isInDoubt(target, facts, context));
  return isWaiting ? new Draft(before, now).finish() : decision;
}
