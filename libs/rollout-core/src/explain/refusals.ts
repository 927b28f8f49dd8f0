import { currentStep, type Rollout } from '../rollout.js';
import { isAllowed } from '../status.js';
import type { ActionId } from './consequences.js';
import { lostOf } from './nodes-text.js';
import { text, type Text } from './text.js';

/** Why the state of a release does not allow an action; null when it does. Rights are not looked at here. */
export function refusalOf(action: ActionId, rollout: Rollout): Text | null {
  if (action === 'rollback' && FINISHED_AND_DEPLOYED.has(rollout.status)) return null;
  if (!isAllowed(rollout.status, action === 'promote_full' ? 'promote' : action)) return NOT_NOW[action];
  if (action === 'resume' && rollout.pause?.kind === 'step') {
    return text(
      'This pause is a step of the plan; promote it instead.',
      '这是计划内的暂停；请使用“进入下一步”。',
    );
  }
  if (action === 'promote' || action === 'promote_full') return promoteRefusal(action, rollout);
  if (action === 'retry' && lostOf(rollout) === 0)
    return text('No node is lost, so there is nothing to retry.', '没有失败的节点，无需重试。');
  return null;
}

const FINISHED_AND_DEPLOYED: ReadonlySet<string> = new Set([
  'completed',
  'completed_with_exceptions',
  'stopped',
]);

function promoteRefusal(action: 'promote' | 'promote_full', rollout: Rollout): Text | null {
  if (rollout.pause && rollout.pause.kind !== 'step' && rollout.pause.kind !== 'person') {
    return text(
      'It was paused for the reason shown; resume it to go on in spite of that.',
      '因上述原因暂停；如需忽略请使用“继续”。',
    );
  }
  if (action === 'promote_full') return null;
  const step = currentStep(rollout);
  if (step?.kind !== 'pause' && step?.kind !== 'analysis')
    return text('It is not waiting: the current wave must finish first.', '当前没有等待：需先完成当前波次。');
  return null;
}

const NOT_NOW: Readonly<Record<ActionId, Text>> = {
  submit: text('Only a draft can be submitted.', '只有草稿可以提交。'),
  approve: text('It does not wait for approval.', '当前不在等待审批。'),
  reject: text('It does not wait for approval.', '当前不在等待审批。'),
  cancel: text('Only a release that was not deployed yet can be cancelled.', '只有尚未部署的发布可以取消。'),
  schedule: text('It must be approved first.', '需先批准。'),
  unschedule: text('It is not scheduled.', '当前没有定时。'),
  override_freeze: text('Nothing of it can be held by a freeze now.', '当前没有会被冻结期阻挡的内容。'),
  break_glass: text('It is not waiting to be approved or to start.', '当前不在等待审批或等待开始。'),
  override_soak: text('It must be approved first, and not have started.', '需先批准，且尚未开始。'),
  retry: text('It is not under way.', '当前没有在进行中。'),
  skip: text('It is not under way.', '当前没有在进行中。'),
  deploy: text('It must be approved first, and can be deployed once.', '需先批准，且只能部署一次。'),
  pause: text('It is not rolling out.', '当前没有在发布中。'),
  resume: text('It is not paused.', '当前没有暂停。'),
  promote: text('It is not waiting at a pause.', '当前没有停在等待步骤。'),
  promote_full: text('It is not under way.', '当前没有在进行中。'),
  abort: text('It is not under way.', '当前没有在进行中。'),
  rollback: text('It has not changed any node that could go back.', '没有可回滚的节点。'),
};
