import { isFinal, text, type ReleaseStatus, type Text } from '@release-console/rollout-core';
import type {
  AlertCondition,
  MetricCondition,
  NodesCondition,
  NodeState,
  WatchedStatus,
} from './condition.js';
import { figureText, FIGURE_WORDS } from './figure-text.js';
import { spanText } from './span-text.js';

/** What an alert is about, as far as sentences need it. */
export interface AlertSubject {
  readonly condition: AlertCondition;
  /** What it was last while the condition held. */
  readonly value: number | null;
  /** Nodes: of how many. */
  readonly total: number | null;
  /** Release: its status while the condition held. */
  readonly status: ReleaseStatus | null;
  readonly releaseNumber: number | null;
  readonly bin: string | null;
  /** For how long it has held, or had. */
  readonly seconds: number;
  readonly isOver: boolean;
}

/** One sentence for people, made from the facts each time. */
export function alertText(subject: AlertSubject): Text {
  const { condition } = subject;
  switch (condition.kind) {
    case 'release':
      return releaseText(subject);
    case 'nodes':
      return nodesText(condition, subject);
    case 'metric':
      return metricText(condition, subject);
  }
}

const STATUS_WORDS: Readonly<Record<WatchedStatus, Text>> = {
  pending_approval: text('waiting for approval', '等待审批'),
  approved: text('approved and not deployed', '已批准未部署'),
  scheduled: text('waiting for its time', '等待定时部署'),
  deploying: text('rolling out', '发布中'),
  paused: text('paused', '已暂停'),
  rolling_back: text('being undone', '撤回中'),
  completed: text('done', '已完成'),
  completed_with_exceptions: text('done, with exceptions', '已完成（有例外）'),
  rolled_back: text('rolled back', '已回滚'),
  rolled_back_with_exceptions: text('rolled back, with exceptions', '已回滚（有例外）'),
  stopped: text('stopped', '已停止'),
  failed: text('could not start', '未能开始'),
  rejected: text('rejected', '已驳回'),
  cancelled: text('cancelled', '已取消'),
  superseded: text('superseded', '已被取代'),
};

export const NODE_WORDS: Readonly<Record<NodeState, Text>> = {
  silent: text('silent', '失去响应'),
  offline: text('offline', '离线'),
  unhealthy: text('unhealthy', '不健康'),
  quarantined: text('in quarantine', '被隔离'),
  drifted: text('drifted', '发生偏离'),
};

function releaseText({ status, releaseNumber, seconds, isOver }: AlertSubject): Text {
  const span = spanText(seconds);
  const words = STATUS_WORDS[(status ?? 'paused') as WatchedStatus];
  const en = `Release #${releaseNumber ?? '?'} ${words.en}`;
  const zh = `发布 #${releaseNumber ?? '?'} ${words.zh}`;
  if (status === null || !isFinal(status)) return text(`${en} for ${span.en}`, `${zh} ${span.zh}`);
  return isOver ? text(en, zh) : text(`${en} ${span.en} ago`, `${zh}（${span.zh}前）`);
}

function nodesText({ state, atLeast }: NodesCondition, { value, total, seconds }: AlertSubject): Text {
  const words = NODE_WORDS[state];
  const span = spanText(seconds);
  const limit = String(atLeast);
  const [count, all] = [value ?? 0, total ?? 0];
  return text(
    `${count} of ${all} nodes ${words.en}, at least ${limit}, for ${span.en}`,
    `${all} 个节点中 ${count} 个${words.zh}，不少于 ${limit}，持续 ${span.zh}`,
  );
}

function metricText(condition: MetricCondition, { value, bin, seconds }: AlertSubject): Text {
  const { figure, comparison, threshold } = condition;
  const words = FIGURE_WORDS[figure];
  const span = spanText(seconds);
  const now = value === null ? '–' : figureText(figure, value);
  const limit = figureText(figure, threshold);
  const [of, ofZh] =
    bin === null ? ['', ''] : [` of ${bin}`, `${bin} 的${/^[A-Z]/.test(words.zh) ? ' ' : ''}`];
  return text(
    `${words.en}${of} ${now}, ${comparison} ${limit}, for ${span.en}`,
    `${ofZh}${words.zh} ${now}，${comparison === 'above' ? '高于' : '低于'} ${limit}，持续 ${span.zh}`,
  );
}
