import { exposedOf, inFlightOf, totalOf } from '../counts.js';
import type { ClosedGate } from '../gate.js';
import { allCounts } from '../rollout-counts.js';
import { isFinal } from '../status.js';
import { currentStep, type PauseReason, type Rollout, type RollbackTrigger } from '../rollout.js';
import { analysed, analysing } from './analysis-text.js';
import { blueGreenPause } from './blue-green-text.js';
import { nodes, seconds, text, type Text } from './text.js';
import { wayBackText } from './way-back-text.js';

export interface HeadlineContext {
  readonly now: number;
  readonly approvalsGiven: number;
  readonly approvalsRequired: number;
  /** Nobody can approve it any more, and what was approved counts no more. */
  readonly isApprovalExpired: boolean;
  /** Names of people who may approve it, at most a few. */
  readonly approvers: readonly string[];
  /** What alone keeps its next wave, or its start, closed: everything before it is done. */
  readonly gate: ClosedGate | null;
}

/** What a release does or waits for, who can move it, and what comes next. */
export function headline(rollout: Rollout, context: HeadlineContext): Text {
  if (
    context.isApprovalExpired &&
    rollout.deployedAt === null &&
    !rollout.approvalOverride &&
    !isFinal(rollout.status)
  )
    return EXPIRED;
  switch (rollout.status) {
    case 'draft':
      return text('Draft: nothing happens until it is submitted.', '草稿：提交之前不会有任何动作。');
    case 'pending_approval':
      return waitsForApproval(context);
    case 'approved':
      return text('Approved: waits for somebody to deploy it.', '已批准：等待有人开始部署。');
    case 'scheduled':
      return scheduled(rollout, context);
    case 'deploying':
      return deploying(rollout, context);
    case 'paused':
      return paused(rollout, rollout.pause);
    case 'rolling_back':
      return rollingBack(rollout);
    default:
      return ended(rollout);
  }
}

const EXPIRED = text(
  'The request for approval expired before it was deployed: make a new release from this one.',
  '审批请求在部署之前已过期：请据此新建发布。',
);

function waitsForApproval({ approvalsGiven, approvalsRequired, approvers }: HeadlineContext): Text {
  const missing = Math.max(0, approvalsRequired - approvalsGiven);
  const who = approvers.slice(0, 3).join(', ');
  const count = missing === 1 ? '1 approval' : `${missing} approvals`;
  if (who === '') {
    return text(
      `Waits for ${count}, but nobody may give it now: add people whom the policy names, or change it.`,
      `等待 ${missing} 个审批，但目前没有人可以审批：请添加策略所指定的人，或修改策略。`,
    );
  }
  return text(
    `Waits for ${count}: ${who} can approve. Then somebody deploys it.`,
    `等待 ${missing} 个审批：${who} 可以批准，之后由有权限的人部署。`,
  );
}

function scheduled({ schedule }: Rollout, { now, gate }: HeadlineContext): Text {
  const at = schedule?.at ?? now;
  if (at > now) {
    const left = seconds(Math.ceil((at - now) / 1000));
    return text(`Scheduled: starts by itself in ${left.en}.`, `已定时：${left.zh}后自动开始。`);
  }
  const why = gate ? gateText(gate, now) : text('what is in its way', '阻挡它的事项');
  return text(`Starts by itself as soon as ${why.en} is over.`, `${why.zh}结束后自动开始。`);
}

/** Fits "waits until … is over". */
function gateText(gate: ClosedGate, now: number): Text {
  const left = 'until' in gate && gate.until !== null ? seconds(Math.ceil((gate.until - now) / 1000)) : null;
  const en = left ? ` (${left.en} left)` : '';
  const zh = left ? `（还有${left.zh}）` : '';
  switch (gate.kind) {
    case 'freeze':
      return text(`the freeze “${gate.name}”${en}`, `冻结期“${gate.name}”${zh}`);
    case 'hours':
      return text(`the time outside its hours${en}`, `允许时段之外的时间${zh}`);
    case 'emergency_stop':
      return text('the emergency stop', '紧急停止');
  }
}

function deploying(rollout: Rollout, { now, gate }: HeadlineContext): Text {
  const counts = allCounts(rollout);
  const total = totalOf(counts);
  const step = currentStep(rollout);
  const place = `${Math.max(1, Math.min(rollout.step + 1, rollout.steps.length))}/${rollout.steps.length}`;
  if (gate) {
    const why = gateText(gate, now);
    return text(
      `Step ${place}: the next wave waits until ${why.en} is over.`,
      `步骤 ${place}：下一波等待${why.zh}结束。`,
    );
  }
  if (step?.kind === 'stage') {
    return text(
      `Step ${place}: ${counts.staged} of ${nodes(total)} have fetched the new version; nothing that runs changes yet.`,
      `步骤 ${place}：${total} 个节点中 ${counts.staged} 个已预先下载新版本；运行中的程序尚未改变。`,
    );
  }
  if (step?.kind === 'pause' && step.seconds !== null) {
    const left = Math.max(0, Math.ceil(((rollout.stepStartedAt ?? now) + step.seconds * 1000 - now) / 1000));
    const { strategy } = rollout.plan;
    if (strategy.type === 'blue-green') return blueGreenPause(rollout, strategy, place, left);
    return text(
      `Step ${place}: watching ${nodes(counts.succeeded)} on the new version; goes on in ${seconds(left).en}.`,
      `步骤 ${place}：观察已更新的 ${counts.succeeded} 个节点；${seconds(left).zh}后继续。`,
    );
  }
  if (step?.kind === 'analysis') return analysing(rollout, step, { now, place });
  const busy = inFlightOf(counts);
  if (
    step?.kind === 'wave' &&
    busy === 0 &&
    rollout.waves[step.wave]?.counts.skipped === step.size &&
    step.size > 0
  ) {
    return text(
      `Step ${place}: waits for a node of this wave to come online; ${nodes(step.size)} offline.`,
      `步骤 ${place}：等待本波节点上线；${step.size} 个节点离线。`,
    );
  }
  return text(
    `Step ${place}: ${counts.succeeded} of ${nodes(total)} run the new version, ${busy} being updated.`,
    `步骤 ${place}：${total} 个节点中 ${counts.succeeded} 个已运行新版本，${busy} 个正在更新。`,
  );
}

function paused(rollout: Rollout, reason: PauseReason | null): Text {
  const counts = allCounts(rollout);
  const place = `${rollout.step + 1}/${rollout.steps.length}`;
  switch (reason?.kind) {
    case 'step': {
      const { strategy } = rollout.plan;
      if (strategy.type === 'blue-green') return blueGreenPause(rollout, strategy, place, null);
      return text(
        `Paused at step ${place} as planned: ${nodes(counts.succeeded)} on the new version. Waits for somebody to promote it to the next step.`,
        `按计划暂停在步骤 ${place}：${counts.succeeded} 个节点已运行新版本。等待有人推进到下一步。`,
      );
    }
    case 'failures':
      return text(
        `Paused: ${reason.lost} of ${reason.asked} asked nodes were lost, more than the plan allows. Resume in spite of them, or roll back.`,
        `已暂停：已下发的 ${reason.asked} 个节点中有 ${reason.lost} 个失败，超过上限。可忽略并继续，或回滚。`,
      );
    case 'no_evidence':
      return text(
        `Paused: no node of wave ${reason.wave + 1} was seen on the new version, so the next wave stays closed. Resume in spite of that, or roll back.`,
        `已暂停：第 ${reason.wave + 1} 波没有任何节点确认新版本，下一波不会开始。可忽略并继续，或回滚。`,
      );
    case 'no_room':
      return text(
        `Paused: ${nodes(reason.down)} are lost and take all the places that may be unavailable. It goes on by itself when one of them is back; or resume in spite of them, or roll back.`,
        `已暂停：${reason.down} 个节点失联，占满了允许不可用的名额。有节点恢复后会自动继续；也可忽略并继续，或回滚。`,
      );
    case 'network':
      return text(
        `Paused: ${nodes(reason.dark)} fell silent, and so did nodes near them that this release has not touched. That looks like the network, so nothing was rolled back.`,
        `已暂停：${reason.dark} 个节点失联，同组未更新的节点也失联了。这更像网络故障，因此没有回滚。`,
      );
    case 'withdrawn':
      return text(
        `Paused: version ${reason.version} was withdrawn. Roll back, or stop here.`,
        `已暂停：版本 ${reason.version} 已被撤回。请回滚，或就地停止。`,
      );
    case 'no_way_back':
      return text(
        `Paused: ${reason.lost} of ${reason.asked} asked nodes were lost, and it can not go back by itself: ${wayBackText(reason.why).en}.`,
        `已暂停：已下发的 ${reason.asked} 个节点中有 ${reason.lost} 个失败，但无法自动回滚：${wayBackText(reason.why).zh}。`,
      );
    case 'analysis':
      return analysed(reason);
    case 'emergency':
      return text(
        `Halted by the emergency stop${reason.actor ? ` of ${reason.actor}` : ''}: nothing moves until it is lifted and somebody resumes the release.`,
        `${reason.actor ? `${reason.actor} ` : ''}紧急停止：解除并恢复发布之前不会有任何动作。`,
      );
    default: {
      const by = reason?.kind === 'person' && reason.actor ? reason.actor : null;
      return text(
        `Paused${by ? ` by ${by}` : ''} at step ${place}: no further node is started until somebody resumes it.`,
        `${by ? `${by} ` : ''}已暂停在步骤 ${place}：恢复之前不会再开始新的节点。`,
      );
    }
  }
}

function rollingBack(rollout: Rollout): Text {
  const counts = allCounts(rollout);
  const left = exposedOf(counts) + counts.staging + counts.staged + counts.reverting;
  const why = because(rollout.rollback?.trigger);
  return text(
    `Rolling back${why.en}: ${nodes(counts.reverted)} back on the earlier version, ${left} to go.`,
    `正在回滚${why.zh}：${counts.reverted} 个节点已恢复旧版本，剩余 ${left} 个。`,
  );
}

function because(trigger: RollbackTrigger | undefined): Text {
  if (trigger?.kind === 'failures') {
    return text(
      ` because ${trigger.lost} of ${trigger.asked} asked nodes failed`,
      `（已下发的 ${trigger.asked} 个节点中有 ${trigger.lost} 个失败）`,
    );
  }
  if (trigger?.kind === 'analysis') return text(` because the new version did worse`, `（新版本表现更差）`);
  return trigger?.actor
    ? text(` at the request of ${trigger.actor}`, `（${trigger.actor} 发起）`)
    : text('', '');
}

function ended(rollout: Rollout): Text {
  const counts = allCounts(rollout);
  const total = totalOf(counts);
  const why = because(rollout.rollback?.trigger);
  switch (rollout.status) {
    case 'completed':
      return text(
        `Completed: ${total === 1 ? 'the node runs' : `all ${nodes(total)} run`} the new version.`,
        `已完成：${total === 1 ? '该节点已' : `全部 ${total} 个节点都`}运行新版本。`,
      );
    case 'completed_with_exceptions':
      return text(
        `Completed with exceptions: ${counts.succeeded} of ${nodes(total)} run the new version; the others are named below.`,
        `完成但有例外：${total} 个节点中 ${counts.succeeded} 个运行新版本；其余节点见下方列表。`,
      );
    case 'rolled_back':
      return text(
        `Rolled back${why.en}: every node that was touched is back on what it ran.`,
        `已回滚${why.zh}：所有动过的节点都恢复到原来的版本。`,
      );
    case 'rolled_back_with_exceptions':
      return text(
        `Rolled back${why.en}, but ${nodes(counts.revert_failed)} were not seen back on the earlier version; they are named below.`,
        `已回滚${why.zh}，但有 ${counts.revert_failed} 个节点未确认恢复；见下方列表。`,
      );
    case 'stopped':
      return text(
        `Stopped: nodes stay as they are; ${counts.succeeded} of ${nodes(total)} run the new version.`,
        `已停止：节点保持现状；${total} 个节点中 ${counts.succeeded} 个运行新版本。`,
      );
    case 'failed':
      return text(
        `Could not be started: ${rollout.failure?.message ?? ''}`,
        `未能开始：${rollout.failure?.message ?? ''}`,
      );
    case 'superseded':
      if (rollout.deployedAt === null)
        return text(
          'Superseded before it was deployed: a newer release asks for the same.',
          '部署之前已被取代：更新的发布请求相同的变更。',
        );
      return text(
        `Superseded: a newer release took over its nodes; ${counts.succeeded} of ${nodes(total)} had the new version.`,
        `已被取代：更新的发布接管了它的节点；${total} 个节点中 ${counts.succeeded} 个已运行新版本。`,
      );
    case 'rejected':
      return text('Rejected: make a new draft from it to try again.', '已驳回：可据此新建草稿后重试。');
    default:
      return text('Cancelled before it was deployed.', '部署之前已取消。');
  }
}
