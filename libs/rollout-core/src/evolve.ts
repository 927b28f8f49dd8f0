import { blocksRoom, waitingOf, type Counts } from './counts.js';
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
    case 'release.scheduled':
      return { ...rollout, status: 'scheduled', schedule: { at: event.at, actor: event.actor } };
    case 'release.unscheduled':
      return { ...rollout, status: 'approved', schedule: null };
    case 'release.failed':
      return { ...rollout, status: 'failed', failure: event.error, finishedAt: at };
    case 'freeze.overridden':
      return { ...rollout, freezeOverride: { actor: event.actor, reason: event.reason, at } };
    case 'soak.overridden':
      return { ...rollout, soakOverride: { actor: event.actor, reason: event.reason, at } };
    case 'approval.bypassed':
      return { ...rollout, approvalOverride: { actor: event.actor, reason: event.reason, at } };
    case 'approval.voided':
      return { ...rollout, status: 'pending_approval', schedule: null, approvalOverride: null };
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
        acceptedWave: acceptedWaveOf(rollout),
        ...(rollout.pause?.kind === 'analysis' ? { acceptedStep: rollout.step } : {}),
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
    case 'release.retried':
    case 'release.nodes_skipped':
      return rollout;
    case 'release.stopped':
      return { ...rollout, status: 'stopped', pause: null, finishedAt: at };
    case 'release.superseded':
      return { ...rollout, status: 'superseded', pause: null, finishedAt: at };
    case 'targets.joined':
      return joined(rollout, event);
    case 'release.finished':
      return { ...rollout, status: event.status, finishedAt: at };
  }
}

/** Who goes on without any evidence takes that upon them; not so where somebody of that wave is still to be asked. */
function acceptedWaveOf({ pause, waves, acceptedWave }: Rollout): number | null {
  if (pause?.kind !== 'no_evidence') return acceptedWave;
  const counts = waves[pause.wave]?.counts;
  return counts && waitingOf(counts) > 0 ? acceptedWave : pause.wave;
}

function deployed(
  rollout: Rollout,
  event: Extract<ReleaseEvent, { type: 'release.deployed' }>,
  at: number,
): Rollout {
  const groups = Object.fromEntries(
    Object.entries(event.groupSizes).map(([group, size]) => [group, { size, down: 0, dark: 0 }]),
  );
  return {
    ...rollout,
    status: 'deploying',
    steps: event.steps,
    waves: event.waveSizes.map(emptyWave),
    groups,
    schedule: null,
    step: -1,
    stepStartedAt: at,
    deployedAt: at,
  };
}

/** Nodes that came while the release was under way wait in its last wave. */
function joined(rollout: Rollout, event: Extract<ReleaseEvent, { type: 'targets.joined' }>): Rollout {
  const groups: Record<string, GroupState> = { ...rollout.groups };
  let count = 0;
  for (const [group, size] of Object.entries(event.groupSizes)) {
    const before = groups[group] ?? { size: 0, down: 0, dark: 0 };
    groups[group] = { ...before, size: before.size + size };
    count += size;
  }
  const waves = rollout.waves.map((wave, index) =>
    index === event.wave
      ? { size: wave.size + count, counts: { ...wave.counts, pending: wave.counts.pending + count } }
      : wave,
  );
  const steps = rollout.steps.map((step) =>
    step.kind === 'wave' && step.wave === event.wave ? { ...step, size: step.size + count } : step,
  );
  return { ...rollout, steps, waves, groups };
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
    const darkBy = Number(isDark(to)) - Number(isDark(from));
    if (usage && (downBy !== 0 || darkBy !== 0)) {
      groups[group] = { ...usage, down: usage.down + downBy, dark: usage.dark + darkBy };
    }
    down += downBy;
    lost += Number(isLost(to.status) && !to.isForgiven) - Number(isLost(from.status) && !from.isForgiven);
  }
  return { ...rollout, waves, groups, down, lost };
}

function isDark(share: TargetChange['to']): boolean {
  return share.status === 'dark' && !share.isForgiven;
}

function moved(counts: Counts, from: keyof Counts, to: keyof Counts): Counts {
  if (from === to) return counts;
  return { ...counts, [from]: counts[from] - 1, [to]: counts[to] + 1 };
}
