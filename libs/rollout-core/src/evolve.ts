import { blocksRoom, type Counts } from './counts.js';
import {
  emptyWave,
  type GroupState,
  type ReleaseEvent,
  type Rollout,
  type TargetChange,
  type WaveState,
} from './rollout.js';
import { isLost } from './target.js';

/** The state after an event. Folding all events of a release gives its state. */
export function evolve(rollout: Rollout, event: ReleaseEvent, at: number): Rollout {
  switch (event.type) {
    case 'release.edited':
      return { ...rollout, plan: event.plan };
    case 'release.submitted':
      return { ...rollout, status: 'pending_approval' };
    case 'release.approved':
      return { ...rollout, status: 'approved' };
    case 'release.rejected':
      return { ...rollout, status: 'rejected', finishedAt: at };
    case 'release.cancelled':
      return { ...rollout, status: 'cancelled', finishedAt: at };
    case 'release.deployed':
      return deployed(rollout, event, at);
    case 'step.completed':
      return { ...rollout, step: event.step + 1, stepStartedAt: at };
    case 'targets.changed':
      return event.changes.length === 0 ? rollout : withChanges(rollout, event.changes);
    case 'release.paused':
      return { ...rollout, status: 'paused', pause: event.reason };
    case 'release.resumed':
      return {
        ...rollout,
        status: 'deploying',
        acceptedWave: rollout.pause?.kind === 'no_evidence' ? rollout.pause.wave : rollout.acceptedWave,
        pause: null,
        stepStartedAt: at,
      };
    case 'release.promoted':
      return {
        ...rollout,
        status: 'deploying',
        pause: null,
        promotedStep: event.step,
        skipsPauses: rollout.skipsPauses || event.isFull,
      };
    case 'rollback.started':
      return {
        ...rollout,
        status: 'rolling_back',
        pause: null,
        rollback: { trigger: event.trigger, startedAt: at, deadlineAt: event.deadlineAt },
      };
    case 'release.stopped':
      return { ...rollout, status: 'stopped', pause: null, finishedAt: at };
    case 'release.finished':
      return { ...rollout, status: event.status, finishedAt: at };
  }
}

function deployed(
  rollout: Rollout,
  event: Extract<ReleaseEvent, { type: 'release.deployed' }>,
  at: number,
): Rollout {
  const groups = Object.fromEntries(
    Object.entries(event.groupSizes).map(([group, size]) => [group, { size, down: 0 }]),
  );
  return {
    ...rollout,
    status: 'deploying',
    steps: event.steps,
    waves: event.waveSizes.map(emptyWave),
    groups,
    step: 0,
    stepStartedAt: at,
    deployedAt: at,
  };
}

function withChanges(rollout: Rollout, changes: readonly TargetChange[]): Rollout {
  const waves: WaveState[] = [...rollout.waves];
  const groups: Record<string, GroupState> = { ...rollout.groups };
  let { down, lost } = rollout;
  for (const { wave, group, from, to } of changes) {
    const state = waves[wave];
    if (state) waves[wave] = { ...state, counts: moved(state.counts, from.status, to.status) };
    const downBy = Number(blocksRoom(to)) - Number(blocksRoom(from));
    const usage = groups[group];
    if (usage && downBy !== 0) groups[group] = { ...usage, down: usage.down + downBy };
    down += downBy;
    lost += Number(isLost(to.status) && !to.isForgiven) - Number(isLost(from.status) && !from.isForgiven);
  }
  return { ...rollout, waves, groups, down, lost };
}

function moved(counts: Counts, from: keyof Counts, to: keyof Counts): Counts {
  if (from === to) return counts;
  return { ...counts, [from]: counts[from] - 1, [to]: counts[to] + 1 };
}
