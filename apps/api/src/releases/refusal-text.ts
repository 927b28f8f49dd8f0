import { text, type Text } from '@release-console/rollout-core';

type Facts = Readonly<Record<string, unknown>>;

const ZH: Readonly<Record<string, (facts: Facts) => string>> = {
  RELEASE_CHANGED: () => '此发布在你查看之后已有变化，请重新查看。',
  PLAN_CHANGED: () => '计划所依据的内容已改变；请重新编辑草稿，或据此新建发布。',
  APPROVAL_MISSING: () => '该计划尚未获得此环境要求的批准。',
  NODES_CLAIMED: ({ releaseNumber, nodes }) =>
    `发布 #${String(releaseNumber)} 尚未结束，正在决定其中 ${String(nodes)} 个节点运行什么；请等它结束或先停止它。`,
  NODES_GREW: ({ approved, now }) =>
    `当前匹配 ${String(now)} 个节点，而批准时为 ${String(approved)} 个；请据此新建发布。`,
  NODE_ARCH_UNKNOWN: (facts) => `${countOf(facts)} 个节点的架构未知，而该版本有多个制品；请先设置节点架构。`,
  ARTIFACT_MISSING: (facts) => `该版本没有适合 ${countOf(facts)} 个节点架构的制品；请上传，或排除这些节点。`,
  SIDE_BY_SIDE_UNSUPPORTED: ({ nodes }) =>
    `${String(nodes)} 个节点未配置并行运行两个版本；请先在主机上配置、排除这些节点，或改用替换方式。`,
  NOT_THE_LATEST: ({ releaseNumber }) =>
    `发布 #${String(releaseNumber)} 之后又在此处更改了该程序；请改为回滚那一个。`,
  NOTHING_TO_ROLL_BACK_TO: () =>
    '此发布没有让任何节点改变运行内容，或者节点之前运行的不是已知版本，无法回滚。',
  VERSION_WITHDRAWN: () => '该版本已被撤回，不能再部署。',
  ROLLBACK_BARRIER: ({ version }) => `不能回滚到 ${String(version)} 之前的版本；请改为就地停止。`,
  EMERGENCY_STOP: () => '紧急停止正在生效；请先解除。',
  ENVIRONMENT_FROZEN: ({ freeze, until }) =>
    `冻结期“${String(freeze)}”正在生效${typeof until === 'string' ? `，至 ${until}` : ''}。`,
  NOT_SOAKED: ({ zh, until }) => `${String(zh)}${typeof until === 'string' ? `，${until} 起即可` : ''}。`,
  NOTHING_TO_OVERRIDE: () => '没有需要绕过的阻挡。',
  APPROVAL_EXPIRED: () => '审批请求已过期；请据此新建发布。',
  LEVEL_NOT_OPEN: () => '策略指定了你，但当前轮到其他人审批。',
  NOTHING_TO_RETRY: () => '没有失败的节点，无需重试。',
  NOTHING_TO_SKIP: () => '没有可以跳过的节点。',
  ALREADY_DECIDED: () => '你已对该计划作出决定。',
  OWN_WORK: () => '你创建、编辑或上传了此发布的内容，需由其他人审批。',
  NOT_AN_APPROVER: () => '该环境的审批策略未指定你为审批人。',
};

/** A refusal in both languages; one that is not known here keeps its English sentence. */
export function refusalText(code: string, message: string, facts: Facts): Text {
  return text(message, ZH[code]?.(facts) ?? message);
}

function countOf({ nodeIds }: Facts): string {
  return Array.isArray(nodeIds) ? String(nodeIds.length) : '若干';
}
