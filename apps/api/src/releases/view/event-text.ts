import {
  nodesText,
  text,
  wayBackText,
  type PauseReason,
  type ReleaseEvent,
  type Text,
} from '@release-console/rollout-core';

type TargetsChanged = Extract<ReleaseEvent, { type: 'targets.changed' }>;

/** What people call a node. */
export type NameOf = (nodeId: string) => string;

/** One event in a sentence. */
export function eventText(event: ReleaseEvent, nameOf: NameOf): Text {
  switch (event.type) {
    case 'release.edited':
      return text('Edited the plan', '编辑了计划');
    case 'release.submitted':
      return text('Submitted for approval', '提交审批');
    case 'release.approved':
      return text('All approvals are there', '审批已齐');
    case 'release.scheduled':
      return text('Scheduled to start by itself', '已定时，届时自动开始');
    case 'release.unscheduled':
      return text('No longer scheduled', '已取消定时');
    case 'release.failed':
      return text(`Could not be started: ${event.error.message}`, `未能开始：${event.error.message}`);
    case 'freeze.overridden':
      return withReason(text('Freezes overridden', '已无视冻结期'), event.reason);
    case 'soak.overridden':
      return withReason(text('Promotion rule overridden', '已无视晋级规则'), event.reason);
    case 'approval.bypassed':
      return withReason(
        text('Glass broken: goes on without the missing approvals', '紧急放行：缺少审批仍继续'),
        event.reason,
      );
    case 'approval.voided':
      return text(
        'The approval policy was changed: what was approved counts no more, and is asked for again',
        '审批策略已更改：此前的审批作废，需重新审批',
      );
    case 'release.retried':
      return text(`Retried ${nodesText(event.nodes)}`, `重试 ${event.nodes} 个节点`);
    case 'release.nodes_skipped':
      return text(`Left out ${nodesText(event.nodes)}`, `跳过 ${event.nodes} 个节点`);
    case 'release.superseded':
      return text(`Superseded by release #${event.by}`, `被发布 #${event.by} 取代`);
    case 'targets.joined':
      return joinedText(Object.values(event.groupSizes).reduce((sum, size) => sum + size, 0));
    case 'release.rejected':
      return withReason(text('Rejected', '已驳回'), event.reason);
    case 'release.cancelled':
      return withReason(text('Cancelled', '已取消'), event.reason);
    case 'release.deployed':
      return startedText(event.waveSizes);
    case 'step.completed':
      if (event.step < 0) return text('The first step began', '第一步开始');
      return event.isSkipped
        ? text(`Step ${event.step + 1} skipped`, `跳过步骤 ${event.step + 1}`)
        : text(`Step ${event.step + 1} done`, `步骤 ${event.step + 1} 完成`);
    case 'targets.changed':
      return targetsText(event, nameOf);
    case 'release.paused':
      return pausedText(event.reason);
    case 'release.resumed':
      return event.because === 'room'
        ? text('Went on by itself: there is room again', '已自动继续：名额已空出')
        : text('Resumed', '已继续');
    case 'release.promoted':
      return event.isFull
        ? text('Promoted to the end, without further pauses', '直接推进到全量，跳过后续暂停')
        : text('Promoted to the next step', '推进到下一步');
    case 'rollback.started':
      return rollbackText(event.trigger);
    case 'release.stopped':
      return withReason(text('Stopped here', '就地停止'), event.reason);
    case 'release.finished':
      return FINISHED[event.status];
  }
}

const FINISHED: Readonly<Record<Extract<ReleaseEvent, { type: 'release.finished' }>['status'], Text>> = {
  completed: text('Completed on every node', '全部节点完成'),
  completed_with_exceptions: text('Completed with exceptions', '完成但有例外'),
  rolled_back: text('Rolled back on every node', '全部节点已回滚'),
  rolled_back_with_exceptions: text('Rolled back with exceptions', '回滚但有例外'),
};

const STATUS_WORDS: Readonly<Record<string, Text>> = {
  staging: text('fetching the new version', '正在下载新版本'),
  staged: text('have the new version ready', '已备好新版本'),
  retrying: text('to be asked once more', '等待重试'),
  excluded: text('left out', '被跳过'),
  pending: text('waiting for their turn again', '重新等待'),
  assigned: text('asked', '已下发'),
  updating: text('updating', '更新中'),
  baking: text('being watched', '观察中'),
  succeeded: text('succeeded', '成功'),
  failed: text('failed', '失败'),
  timed_out: text('timed out', '超时'),
  dark: text('went dark', '失联'),
  skipped: text('skipped, offline', '离线跳过'),
  reverting: text('asked to go back', '要求恢复'),
  reverted: text('back', '已恢复'),
  revert_failed: text('not seen back', '未确认恢复'),
};

/** More nodes than this in one event are counted, not named. */
const NAMED = 3;

/** Nodes that the sentence about an event could name. */
export function nodesToName(event: ReleaseEvent): readonly string[] {
  if (event.type !== 'targets.changed') return [];
  return [...idsByStatus(event).values()].filter((ids) => ids.length <= NAMED).flat();
}

function idsByStatus(event: TargetsChanged): ReadonlyMap<string, readonly string[]> {
  const byStatus = new Map<string, string[]>();
  for (const { nodeId, to } of event.changes) {
    const ids = byStatus.get(to.status);
    if (ids) ids.push(nodeId);
    else byStatus.set(to.status, [nodeId]);
  }
  return byStatus;
}

function targetsText(event: TargetsChanged, nameOf: NameOf): Text {
  const parts = [...idsByStatus(event)].map(([status, ids]) => {
    const words = STATUS_WORDS[status] ?? text(status, status);
    const names = ids.length <= NAMED ? ids.map(nameOf).join(', ') : nodesText(ids.length);
    const chinese = ids.length <= NAMED ? ids.map(nameOf).join('、') : `${ids.length} 个节点`;
    return text(`${names} ${words.en}`, `${chinese} ${words.zh}`);
  });
  return text(parts.map(({ en }) => en).join('; '), parts.map(({ zh }) => zh).join('；'));
}

function pausedText(reason: PauseReason): Text {
  switch (reason.kind) {
    case 'step':
      return text('Paused as planned', '按计划暂停');
    case 'person':
      return text('Paused', '已暂停');
    case 'failures':
      return text(
        `Paused: ${reason.lost} of ${reason.asked} asked nodes lost`,
        `已暂停：已下发 ${reason.asked} 个节点中 ${reason.lost} 个失败`,
      );
    case 'no_evidence':
      return text(
        `Paused: nobody in wave ${reason.wave + 1} answered`,
        `已暂停：第 ${reason.wave + 1} 波没有节点确认`,
      );
    case 'no_room':
      return text(
        `Paused: ${reason.down} lost nodes take all the room`,
        `已暂停：${reason.down} 个失联节点占满名额`,
      );
    case 'network':
      return text(
        `Paused: ${reason.dark} nodes fell silent together with untouched ones near them`,
        `已暂停：${reason.dark} 个节点与同组未更新的节点一起失联`,
      );
    case 'withdrawn':
      return text(`Paused: ${reason.version} was withdrawn`, `已暂停：${reason.version} 已被撤回`);
    case 'no_way_back': {
      const why = wayBackText(reason.why);
      return text(`Paused: it can not go back: ${why.en}`, `已暂停：无法回滚：${why.zh}`);
    }
    case 'analysis':
      return analysisText(reason);
    case 'emergency':
      return text('Halted by the emergency stop', '被紧急停止');
  }
}

function analysisText({ verdict, why }: Extract<PauseReason, { kind: 'analysis' }>): Text {
  return verdict === 'fail'
    ? text(`Paused: the new version does worse. ${why.en}`, `已暂停：新版本表现更差。${why.zh}`)
    : text(`Paused: the judge could not tell. ${why.en}`, `已暂停：未能得出结论。${why.zh}`);
}

function rollbackText(trigger: Extract<ReleaseEvent, { type: 'rollback.started' }>['trigger']): Text {
  if (trigger.kind === 'person') return text('Rollback started', '开始回滚');
  if (trigger.kind === 'analysis')
    return text(`Rollback started by itself: ${trigger.why.en}`, `自动开始回滚：${trigger.why.zh}`);
  return text(
    `Rollback started by itself: ${trigger.lost} of ${trigger.asked} asked nodes lost`,
    `自动开始回滚：已下发 ${trigger.asked} 个节点中 ${trigger.lost} 个失败`,
  );
}

function startedText(waveSizes: readonly number[]): Text {
  const [only] = waveSizes;
  if (waveSizes.length === 1 && only !== undefined)
    return text(`Started: one wave of ${nodesText(only)}`, `开始：1 波，共 ${only} 个节点`);
  return text(
    `Started: ${waveSizes.length} waves of ${waveSizes.join(', ')} nodes`,
    `开始：${waveSizes.length} 波，节点数 ${waveSizes.join('、')}`,
  );
}

function joinedText(count: number): Text {
  return text(`${nodesText(count)} joined, in the last wave`, `${count} 个新加入的节点排在最后一波`);
}

function withReason(base: Text, reason: string | null): Text {
  return reason ? text(`${base.en}: ${reason}`, `${base.zh}：${reason}`) : base;
}
