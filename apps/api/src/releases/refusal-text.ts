import { text, type Refusal, type ReleaseStatus, type Text } from '@release-console/rollout-core';
import { planFaultWords } from './planning/plan-fault-words.js';

type Facts = Refusal['facts'];

const STATUSES: Readonly<Record<ReleaseStatus, string>> = {
  draft: '草稿',
  pending_approval: '待审批',
  approved: '已批准',
  scheduled: '已定时',
  deploying: '发布中',
  paused: '已暂停',
  rolling_back: '撤回中',
  completed: '已完成',
  completed_with_exceptions: '已完成（有例外）',
  rolled_back: '已回滚',
  rolled_back_with_exceptions: '已回滚（有例外）',
  stopped: '已停止',
  failed: '未能开始',
  rejected: '已驳回',
  cancelled: '已取消',
  superseded: '已被取代',
};

const DEMANDS: Readonly<Record<string, string>> = {
  edit: '只有草稿可以编辑；请据此新建发布。',
  submit: '只有草稿可以提交审批。',
  approve: '只有待审批的发布可以批准。',
  deploy: '只有已批准的发布可以开始。',
  pause: '只有发布中的发布可以暂停。',
  resume: '只有已暂停的发布可以继续。',
};

const ZH: Readonly<Record<string, (facts: Facts, message: string) => string>> = {
  PLAN_INVALID: (_, message) => planFaultWords(message).zh,
  NO_NODES: () => '没有匹配的启用节点，因此没有可发布的目标。',
  ILLEGAL_TRANSITION: ({ move, status }) =>
    DEMANDS[String(move)] ?? `发布当前为“${STATUSES[status as ReleaseStatus]}”，不能执行此操作。`,
  NOTHING_TO_RETRY: () => '没有失败的节点，无需重试。',
  NOTHING_TO_SKIP: () => '没有可以跳过的节点：它们正在更新、已完成，或之前已被跳过。',
  WAITS_FOR_PROMOTION: () => '此暂停是计划中的一步；请进入下一步以继续。',
  PAUSED_FOR_A_REASON: () => '此发布是自动暂停的；如不顾所示原因仍要继续，请选择继续。',
  NOT_WAITING: () => '此发布没有停在等待的步骤上；须先完成当前波次。',
  NODES_CLAIMED: ({ releaseNumber, nodes }) =>
    `发布 #${String(releaseNumber)} 尚未结束，正在决定其中 ${String(nodes)} 个节点运行什么；请等它结束，或在开始时选择等待（whenBlocked 为“wait”）或取代它（“supersede”）。`,
  VERSION_WITHDRAWN: (_, message) =>
    `${message.replace(/ was withdrawn;.*/, '')} 已撤下；请回滚，或就地停止。`,
  EMERGENCY_STOP: () => '紧急停止正在生效；请先解除。',
  ENVIRONMENT_FROZEN: ({ freeze, until }) =>
    `冻结期“${String(freeze)}”正在生效${until ? `，至 ${until}` : ''}；请在开始时选择等待（whenBlocked 为“wait”），或由有权限的人无视冻结期。`,
  NOT_SOAKED: ({ zh, until }) =>
    `${String(zh)}${until ? `，${until} 起即可` : ''}；请在开始时选择等待（whenBlocked 为“wait”），或由有权限的人无视晋级规则。`,
};

/** What the engine refuses in both languages; what is not known here is framed. */
export function refusalText({ code, message, facts }: Refusal): Text {
  return text(message, ZH[code]?.(facts, message) ?? `此发布不能执行该操作：${message}`);
}
