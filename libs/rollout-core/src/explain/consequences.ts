import { inFlightOf, totalOf } from '../counts.js';
import { allCounts } from '../rollout-counts.js';
import type { Rollout } from '../rollout.js';
import { blueGreenStart } from './blue-green-text.js';
import { retryText, skipText } from './nodes-text.js';
import { promoteFullText, promoteText } from './promote-text.js';
import { nodes, text, type Text } from './text.js';
import { abortText, atWorkText, rollbackText } from './way-out-text.js';

export const ACTIONS = [
  'submit',
  'approve',
  'reject',
  'cancel',
  'deploy',
  'schedule',
  'unschedule',
  'override_freeze',
  'override_soak',
  'break_glass',
  'pause',
  'resume',
  'promote',
  'promote_full',
  'retry',
  'skip',
  'abort',
  'rollback',
] as const;
export type ActionId = (typeof ACTIONS)[number];

/** With which an action is looked at. */
export interface Trial {
  readonly now: number;
  /** The release that the action left when it was tried, as it was asked for: the same, or the one that answers it. Null: untried. */
  readonly after: Rollout | null;
}

/** What an action would do, said before it is done. */
export function consequencesOf(action: ActionId, rollout: Rollout, { now, after }: Trial): readonly Text[] {
  const counts = allCounts(rollout);
  const total = rollout.deployedAt === null ? rollout.plan.nodeCount : totalOf(counts);
  switch (action) {
    case 'submit':
      return [
        text(
          'The plan can no longer be edited; approvers are asked for exactly this plan.',
          '计划将不可再编辑；审批人审批的就是这份计划。',
        ),
      ];
    case 'approve':
      return [
        text(
          `Once deployed, up to ${nodes(total)} change. Going back later needs no further approval.`,
          `部署后最多 ${total} 个节点会改变。之后回滚无需再次审批。`,
        ),
      ];
    case 'reject':
      return [text('The release ends. A new draft can be made from it.', '该发布将结束，可据此新建草稿。')];
    case 'cancel':
      return [text('The release ends without having changed any node.', '该发布将结束，不会改变任何节点。')];
    case 'deploy':
      return after?.status === 'scheduled' ? [WAITS_TO_START] : deployText(rollout, total);
    case 'schedule':
      return [
        text(
          'Starts by itself at that time, or as soon after it as nothing is in its way; approvals are counted again then.',
          '到时自动开始；若有阻挡则在解除后立即开始；届时会再次核对审批。',
        ),
      ];
    case 'unschedule':
      return [text('It no longer starts by itself.', '不再自动开始。')];
    case 'override_freeze':
      return [
        text(
          'Its waves begin in spite of every freeze; that is recorded loudly.',
          '其波次将无视所有冻结期开始；此操作会被醒目记录。',
        ),
      ];
    case 'override_soak':
      return [
        text(
          'It may start though its versions have not proved themselves in the earlier environment; that is recorded loudly.',
          '即使版本尚未在前一环境中得到验证也可以开始；此操作会被醒目记录。',
        ),
      ];
    case 'break_glass':
      return [
        text(
          `It may be deployed to ${nodes(total)} without the approvals that are missing.`,
          `无需等待缺少的审批即可部署到 ${total} 个节点。`,
        ),
        text(
          'That is recorded loudly, in the history of the release and in the audit log, with your name and reason.',
          '此操作连同你的姓名和原因会被醒目记录在发布历史和审计日志中。',
        ),
      ];
    case 'retry':
      return retryText(rollout, after);
    case 'skip':
      return skipText(rollout, after);
    case 'pause':
      return [
        text(
          'No further node is started, and none is taken back.',
          '不会再开始新的节点，也不会回退任何节点。',
        ),
        ...atWorkText(inFlightOf(counts)),
      ];
    case 'resume':
      return resumeText(rollout);
    case 'promote':
      return promoteText(rollout, now);
    case 'promote_full':
      return promoteFullText(rollout, now);
    case 'abort':
      return abortText(rollout);
    case 'rollback':
      return rollbackText(rollout, after);
  }
}

const WAITS_TO_START = text(
  'Starts by itself as soon as nothing is in its way; approvals are counted again then.',
  '阻挡解除后立即自动开始；届时会再次核对审批。',
);

function deployText({ plan }: Rollout, total: number): readonly Text[] {
  if (plan.strategy.type === 'blue-green') return blueGreenStart(plan.strategy, total);
  return [
    text(
      `Starts at once with the first wave; ${nodes(total)} in all.`,
      `立即从第一波开始；共 ${total} 个节点。`,
    ),
  ];
}

function resumeText(rollout: Rollout): readonly Text[] {
  const goesOn = text(
    'The current step goes on; its waiting time starts again.',
    '继续当前步骤；等待时间重新计算。',
  );
  if (!rollout.pause || rollout.pause.kind === 'person') return [goesOn];
  if (rollout.pause.kind === 'analysis') return [DESPITE_JUDGE];
  return [
    goesOn,
    text(
      `${nodes(rollout.lost)} lost so far no longer count against the limits.`,
      `目前失败的 ${rollout.lost} 个节点不再计入上限。`,
    ),
  ];
}

const DESPITE_JUDGE = text(
  'It goes on with the next step in spite of the judge; later steps are judged again.',
  '将忽略评判结论进入下一步；之后的步骤仍会评判。',
);
