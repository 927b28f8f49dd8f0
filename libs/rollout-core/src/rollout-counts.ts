import { inFlightOf, sumCounts, waitingOf, type Counts } from './counts.js';
import { openWave, type Rollout } from './rollout.js';

export function allCounts(rollout: Rollout): Counts {
  return sumCounts(rollout.waves.map(({ counts }) => counts));
}

export function countsUpTo(rollout: Rollout, wave: number): Counts {
  return sumCounts(rollout.waves.slice(0, wave + 1).map(({ counts }) => counts));
}

/** Has every node that was let in so far come to an end, if only to being passed by? */
export function hasSettled(rollout: Rollout): boolean {
  const opened = countsUpTo(rollout, openWave(rollout));
  return inFlightOf(opened) + waitingOf(opened) === 0;
}
