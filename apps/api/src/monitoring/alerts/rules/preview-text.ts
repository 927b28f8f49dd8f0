import { text, type Text } from '@release-console/rollout-core';
import { NODE_WORDS } from './alert-text.js';
import type { MetricCondition, NodesCondition } from './condition.js';
import { figureText, FIGURE_WORDS } from './figure-text.js';

interface Seen {
  readonly value: number | null;
  readonly total: number | null;
  readonly requests: number | null;
}

/** What is now, whether it is wrong or not. */
export function previewText(
  condition: NodesCondition | MetricCondition,
  { value, total, requests }: Seen,
): Text {
  if (condition.kind === 'nodes') {
    const { en, zh } = NODE_WORDS[condition.state];
    return text(`${value ?? 0} of ${total ?? 0} nodes ${en}`, `${total ?? 0} 个节点中 ${value ?? 0} 个${zh}`);
  }
  const words = FIGURE_WORDS[condition.figure];
  if (value !== null) {
    const now = figureText(condition.figure, value);
    return text(`${words.en} ${now}`, `${words.zh} ${now}`);
  }
  const { minRequests } = condition;
  return minRequests !== null && requests !== null && requests < minRequests
    ? text(
        `${words.en} unknown: ${requests} requests, ${minRequests} are needed`,
        `${words.zh}未知：请求 ${requests} 个，至少需要 ${minRequests} 个`,
      )
    : text(`${words.en} unknown: no data`, `${words.zh}未知：没有数据`);
}
