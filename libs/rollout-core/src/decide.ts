import { planFaults } from './plan-rules.js';
import type { ReleasePlan } from './plan.js';
import { accept, Draft, refuse, type Decided } from './decision.js';
import { hasSettled, startRollback } from './advance.js';
import { currentStep, type Rollout } from './rollout.js';
import { isAllowed, type Move } from './status.js';
import type { Step } from './strategies/index.js';
import { isLost, type Target } from './target.js';

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
  | { readonly type: 'pause'; readonly actor: string | null }
  /** `lost` are all targets that are failed, timed out or dark now. */
  | { readonly type: 'resume'; readonly lost: readonly Target[] }
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
    case 'pause':
      draft.add({ type: 'release.paused', reason: { kind: 'person', actor: command.actor } });
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
  const isAtPause = step?.kind === 'pause';
  if (!isAtPause && !isFull)
    return refuse(
      'NOT_WAITING',
      'The release is not waiting at a pause; the current wave must finish first.',
    );
  draft.add({ type: 'release.promoted', step: rollout.step, isFull });
  if (isAtPause && hasSettled(rollout))
    draft.add({ type: 'step.completed', step: rollout.step, isSkipped: true });
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
