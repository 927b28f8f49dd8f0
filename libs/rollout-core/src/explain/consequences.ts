import { exposedOf, inFlightOf, totalOf } from '../counts.js';
import { allCounts } from '../rollout-counts.js';
import { currentStep, type Rollout } from '../rollout.js';
import { isAllowed, isFinal, type Move } from '../status.js';
import { blueGreenStart, switchBegins, trafficBack } from './blue-green-text.js';
import { nodes, seconds, text, type Text } from './text.js';

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
  'retry',
  'skip',
  'abort',
  'rollback',
] as const;
export type ActionId = (typeof ACTIONS)[number] & Move;

/** What an action would do, said before it is done. */
export function consequencesOf(action: ActionId, rollout: Rollout): readonly Text[] {
  const counts = allCounts(rollout);
  const total = rollout.deployedAt === null ? rollout.plan.nodeCount : totalOf(counts);
  const exposed = exposedOf(counts);
  const busy = inFlightOf(counts);
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
      return deployText(rollout, total);
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
      return [
        text(
          `Up to ${nodes(counts.failed + counts.timed_out + counts.dark)} that were lost are asked once more, within the same limits.`,
          `最多 ${counts.failed + counts.timed_out + counts.dark} 个失败的节点将再次下发，仍受同样的上限约束。`,
        ),
      ];
    case 'skip':
      return [
        text(
          'These nodes are left out and keep what they run; the release ends with exceptions.',
          '这些节点将被跳过并保持现有版本；发布会以“有例外”结束。',
        ),
      ];
    case 'pause':
      return [
        text('No further node is started.', '不会再开始新的节点。'),
        text(
          `${nodes(busy)} at work finish what they do; no node moves back.`,
          `正在更新的 ${busy} 个节点会完成；不会回退任何节点。`,
        ),
      ];
    case 'resume':
      return resumeText(rollout);
    case 'promote':
      return promoteText(rollout);
    case 'abort':
      return [
        text(
          `The release ends here: ${exposed} were given the new version, ${total - exposed} keep the old one.`,
          `发布就此结束：${exposed} 个节点已下发新版本，${total - exposed} 个保持旧版本。`,
        ),
        text(
          'Nothing is undone; the fleet stays mixed until somebody acts.',
          '不会撤回任何更改；在有人处理之前，节点版本将保持混合状态。',
        ),
      ];
    case 'rollback':
      return rollbackText(rollout, exposed, total);
  }
}

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

function promoteText(rollout: Rollout): readonly Text[] {
  const next = rollout.steps.slice(rollout.step + 1).find((step) => step.kind === 'wave');
  const step = currentStep(rollout);
  const switched = switchBegins(rollout);
  if (switched) return [switched];
  const first = next
    ? [text(`The next wave starts: ${nodes(next.size)} more.`, `开始下一波：再更新 ${next.size} 个节点。`)]
    : [];
  if (step?.kind === 'analysis') return [...first, WITHOUT_JUDGE];
  if (step?.kind !== 'pause' || step.seconds === null) return first;
  const rest = seconds(step.seconds);
  return [
    ...first,
    text(`The rest of this pause (${rest.en}) is skipped.`, `跳过本次暂停（${rest.zh}）的剩余时间。`),
  ];
}

const WITHOUT_JUDGE = text(
  'It goes on without what the judge would say of this step.',
  '将不再等待本步骤的评判结论。',
);

function rollbackText(rollout: Rollout, exposed: number, total: number): readonly Text[] {
  const atOnce = text(
    'Takes effect at once and needs no approval; soak times are skipped.',
    '立即生效，无需审批；跳过观察时间。',
  );
  if (!isFinal(rollout.status)) {
    return [
      text(
        `${nodes(exposed)} go back to what they ran before; ${total - exposed} are untouched.`,
        `${exposed} 个节点恢复到之前的版本；${total - exposed} 个不受影响。`,
      ),
      atOnce,
      ...trafficBack(rollout),
    ];
  }
  return [
    text(
      `A new release takes ${nodes(total)} back to the version before this one.`,
      `将新建一个发布，把 ${total} 个节点恢复到此前的版本。`,
    ),
    text('Data and schema changes of the program are not undone.', '程序的数据或结构变更不会被撤回。'),
  ];
}

/** Why the state of a release does not allow an action; null when it does. Rights are not looked at here. */
export function refusalOf(action: ActionId, rollout: Rollout): Text | null {
  if (action === 'rollback' && FINISHED_AND_DEPLOYED.has(rollout.status)) return null;
  if (!isAllowed(rollout.status, action)) return NOT_NOW[action];
  if (action === 'resume' && rollout.pause?.kind === 'step') {
    return text(
      'This pause is a step of the plan; promote it instead.',
      '这是计划内的暂停；请使用“进入下一步”。',
    );
  }
  if (action === 'promote') return promoteRefusal(rollout);
  if (action === 'retry' && !hasLost(rollout))
    return text('No node is lost, so there is nothing to retry.', '没有失败的节点，无需重试。');
  return null;
}

const FINISHED_AND_DEPLOYED: ReadonlySet<string> = new Set([
  'completed',
  'completed_with_exceptions',
  'stopped',
]);

function hasLost(rollout: Rollout): boolean {
  const { failed, timed_out, dark, revert_failed } = allCounts(rollout);
  return rollout.status === 'rolling_back' ? revert_failed > 0 : failed + timed_out + dark > 0;
}

function promoteRefusal(rollout: Rollout): Text | null {
  if (rollout.pause && rollout.pause.kind !== 'step' && rollout.pause.kind !== 'person') {
    return text(
      'It was paused for the reason shown; resume it to go on in spite of that.',
      '因上述原因暂停；如需忽略请使用“继续”。',
    );
  }
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
  abort: text('It is not under way.', '当前没有在进行中。'),
  rollback: text('It has not changed any node that could go back.', '没有可回滚的节点。'),
};
