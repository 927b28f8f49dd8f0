import { openWave, type Rollout } from './rollout.js';
import type { Decision } from './decision.js';
import { touchesNodes } from './strategies/index.js';

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
