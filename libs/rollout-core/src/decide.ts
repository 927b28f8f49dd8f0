import { planFaults } from './plan-rules.js';
import type { ReleasePlan } from './plan.js';
import { accept, Draft, refuse, type Decided } from './decision.js';
import { startRollback } from './failures.js';
import { settle } from './observation.js';
import { currentStep, type Rollout } from './rollout.js';
import { isAllowed, type Move } from './status.js';
import type { Step } from './strategies/index.js';
import { isLaidReady, isLost, type Target, type TargetError, type TargetStatus } from './target.js';

/** What people ask for. `actor` is a name to be remembered, never a right: rights are checked before. */
export type Command =
  | { readonly type: 'edit'; readonly plan: ReleasePlan }
  | { readonly type: 'submit'; readonly isApproved: boolean }
  | { readonly type: 'approve' }
  | { readonly type: 'reject'; readonly reason: string | null }
  | { readonly type: 'cancel'; readonly reason: string | null }
  | {
      readonly type: 'deploy';
      readonly steps: readonly Step[];
      readonly groupSizes: Readonly<Record<string, number>>;
    }
  /** Deploys by itself at that time, or as soon after it as nothing is in its way. */
  | { readonly type: 'schedule'; readonly at: number; readonly actor: string | null }
  | { readonly type: 'unschedule' }
  /** Its time came and it can't be deployed any more. */
  | { readonly type: 'fail'; readonly error: TargetError }
  | { readonly type: 'override_freeze'; readonly actor: string | null; readonly reason: string }
  | { readonly type: 'override_soak'; readonly actor: string | null; readonly reason: string }
  /** Deployed without the approvals that are asked for. */
  | { readonly type: 'break_glass'; readonly actor: string | null; readonly reason: string }
  /** What was approved so far counts no more; `isApproved`: nothing is asked for any longer. */
  | { readonly type: 'void_approvals'; readonly actor: string | null; readonly isApproved: boolean }
  | { readonly type: 'pause'; readonly actor: string | null }
  /** An emergency stop halts it, whatever it is paused for already. */
  | { readonly type: 'halt'; readonly actor: string | null }
  /** `lost` are all targets that are failed, timed out or dark now. */
  | { readonly type: 'resume'; readonly lost: readonly Target[] }
  /** Those of the targets that are lost, or not seen back, are asked once more. */
  | { readonly type: 'retry'; readonly targets: readonly Target[] }
  /** Those of the targets that were not asked yet are left out; those that are lost count no more. */
  | { readonly type: 'skip'; readonly targets: readonly Target[] }
  | { readonly type: 'supersede'; readonly by: number }
  | { readonly type: 'promote'; readonly isFull: boolean }
  | { readonly type: 'abort'; readonly reason: string | null }
  | { readonly type: 'rollback'; readonly actor: string | null };

export function decide(rollout: Rollout, command: Command, now: number): Decided {
  if (!isAllowed(rollout.status, command.type)) return refuseMove(rollout, command.type);
  const draft = new Draft(rollout, now);
  switch (command.type) {
    case 'edit':
      draft.add({ type: 'release.edited', plan: command.plan });
      return accept(draft);
    case 'submit':
      return submit(draft, command.isApproved);
    case 'approve':
      draft.add({ type: 'release.approved' });
      return accept(draft);
    case 'reject':
      draft.add({ type: 'release.rejected', reason: command.reason });
      return accept(draft);
    case 'cancel':
      draft.add({ type: 'release.cancelled', reason: command.reason });
      return accept(draft);
    case 'deploy':
      return deploy(draft, command);
    case 'schedule':
      draft.add({ type: 'release.scheduled', at: command.at, actor: command.actor });
      return accept(draft);
    case 'unschedule':
      draft.add({ type: 'release.unscheduled' });
      return accept(draft);
    case 'fail':
      draft.add({ type: 'release.failed', error: command.error });
      return accept(draft);
    case 'override_freeze':
      draft.add({ type: 'freeze.overridden', actor: command.actor, reason: command.reason });
      return accept(draft);
    case 'override_soak':
      draft.add({ type: 'soak.overridden', actor: command.actor, reason: command.reason });
      return accept(draft);
    case 'break_glass':
      draft.add({ type: 'approval.bypassed', actor: command.actor, reason: command.reason });
      if (rollout.status === 'pending_approval') draft.add({ type: 'release.approved' });
      return accept(draft);
    case 'void_approvals':
      draft.add({ type: 'approval.voided', actor: command.actor });
      if (command.isApproved) draft.add({ type: 'release.approved' });
      return accept(draft);
    case 'pause':
      draft.add({ type: 'release.paused', reason: { kind: 'person', actor: command.actor } });
      return accept(draft);
    case 'halt':
      draft.add({ type: 'release.paused', reason: { kind: 'emergency', actor: command.actor } });
      return accept(draft);
    case 'retry':
      return retry(draft, command.targets, now);
    case 'skip':
      return skip(draft, command.targets, now);
    case 'supersede':
      draft.add({ type: 'release.superseded', by: command.by });
      return accept(draft);
    case 'resume':
      return resume(draft, command.lost);
    case 'promote':
      return promote(draft, command.isFull);
    case 'abort':
      draft.add({ type: 'release.stopped', reason: command.reason });
      return accept(draft);
    case 'rollback':
      startRollback(draft, { kind: 'person', actor: command.actor }, now);
      return accept(draft);
  }
}

function submit(draft: Draft, isApproved: boolean): Decided {
  const [fault] = planFaults(draft.rollout.plan);
  if (fault) return refuse('PLAN_INVALID', fault.message, { field: fault.field });
  draft.add({ type: 'release.submitted' });
  if (isApproved) draft.add({ type: 'release.approved' });
  return accept(draft);
}

function deploy(draft: Draft, command: Extract<Command, { type: 'deploy' }>): Decided {
  const waveSizes = command.steps.flatMap((step) => (step.kind === 'wave' ? [step.size] : []));
  if (waveSizes.every((size) => size === 0)) {
    return refuse('NO_NODES', 'No active node matches the selector, so there is nothing to deploy to.');
  }
  draft.add({ type: 'release.deployed', steps: command.steps, waveSizes, groupSizes: command.groupSizes });
  return accept(draft);
}

function retry(draft: Draft, targets: readonly Target[], now: number): Decided {
  const isOnTheWayBack = draft.rollout.status === 'rolling_back';
  const again = targets.filter(({ status }) =>
    isOnTheWayBack ? status === 'revert_failed' : isLost(status),
  );
  if (again.length === 0)
    return refuse('NOTHING_TO_RETRY', 'None of these nodes is lost, so there is nothing to retry.');
  draft.change(
    again.map((target) => ({
      before: target,
      after: settle(target, now, {
        // What was not seen back is still exposed; the way back asks it once more, as soon as there is room to take it down.
        ...(isOnTheWayBack ? { status: 'dark', isDown: false } : { status: 'retrying' }),
        isForgiven: false,
        dueAt: null,
      }),
    })),
  );
  draft.add({ type: 'release.retried', nodes: again.length });
  return accept(draft);
}

function skip(draft: Draft, targets: readonly Target[], now: number): Decided {
  const waiting = targets.filter(({ status }) => SKIPPABLE.includes(status));
  const lost = targets.filter(({ status, isForgiven }) => isLost(status) && !isForgiven);
  if (waiting.length + lost.length === 0) {
    return refuse('NOTHING_TO_SKIP', 'These nodes are at work, done, or were left out before.');
  }
  draft.change([
    ...waiting.map((target) => ({
      before: target,
      // What was laid ready there is taken back at the next look, which knows the node.
      after: settle(target, now, { status: 'excluded' as const, dueAt: isLaidReady(target) ? now : null }),
    })),
    ...lost.map((target) => ({ before: target, after: { ...target, isForgiven: true } })),
  ]);
  draft.add({ type: 'release.nodes_skipped', nodes: waiting.length + lost.length });
  return accept(draft);
}

const SKIPPABLE: readonly TargetStatus[] = ['pending', 'staged', 'skipped'];

/** Going on after losses means going on in spite of them: what is lost now counts no more. */
function resume(draft: Draft, lost: readonly Target[]): Decided {
  const { pause } = draft.rollout;
  if (pause?.kind === 'step') {
    return refuse('WAITS_FOR_PROMOTION', 'This pause is a step of the plan; promote the release to go on.');
  }
  if (pause && pause.kind !== 'person') {
    draft.change(
      lost
        .filter((target) => isLost(target.status))
        .map((target) => ({ before: target, after: { ...target, isForgiven: true } })),
    );
  }
  draft.add({ type: 'release.resumed' });
  return accept(draft);
}

function promote(draft: Draft, isFull: boolean): Decided {
  const { rollout } = draft;
  if (rollout.pause && rollout.pause.kind !== 'step' && rollout.pause.kind !== 'person') {
    return refuse(
      'PAUSED_FOR_A_REASON',
      'The engine paused this release; resume it to go on in spite of the reason shown.',
    );
  }
  const step = currentStep(rollout);
  const isAtPause = step?.kind === 'pause' || step?.kind === 'analysis';
  if (!isAtPause && !isFull)
    return refuse(
      'NOT_WAITING',
      'The release is not waiting at a pause; the current wave must finish first.',
    );
  draft.add({ type: 'release.promoted', step: rollout.step, isFull });
  return accept(draft);
}

const DEMANDS: Readonly<Partial<Record<Move, string>>> = {
  edit: 'Only a draft can be edited; make a new release from it instead.',
  submit: 'Only a draft can be submitted.',
  approve: 'Only a release that waits for approval can be approved.',
  deploy: 'Only an approved release can be deployed.',
  pause: 'Only a release that is rolling out can be paused.',
  resume: 'Only a paused release can be resumed.',
};

function refuseMove(rollout: Rollout, move: Move): Decided {
  const message = DEMANDS[move] ?? `A release that is ${rollout.status.replaceAll('_', ' ')} can't do that.`;
  return refuse('ILLEGAL_TRANSITION', message, { status: rollout.status, move });
}
