import { text, type Text } from '@release-console/rollout-core';
import type { MetricFigure } from './condition.js';

export const FIGURE_WORDS: Readonly<Record<MetricFigure, Text>> = {
  requestRate: text('Requests', '请求速率'),
  errorRate: text('Errors', '错误率'),
  latencyP50: text('P50 latency', 'P50 延迟'),
  latencyP95: text('P95 latency', 'P95 延迟'),
  latencyP99: text('P99 latency', 'P99 延迟'),
  cpus: text('Processor use', '处理器占用'),
  memoryBytes: text('Memory', '内存占用'),
};

const MB = 1e6;
const GB = 1e9;

/** A figure with its unit, the same in both languages. */
export function figureText(figure: MetricFigure, value: number): string {
  if (figure === 'requestRate') return `${short(value)}/s`;
  if (figure === 'errorRate') return `${short(value * 100)}%`;
  if (figure === 'cpus') return `${short(value)} CPU`;
  if (figure === 'memoryBytes') return value < GB ? `${short(value / MB)} MB` : `${short(value / GB)} GB`;
  return value < 10_000 ? `${short(value)} ms` : `${short(value / 1_000)} s`;
}

/** Three digits say enough. */
function short(value: number): string {
  if (Math.abs(value) >= 1_000) return String(Math.round(value));
  return String(Number(value.toPrecision(3)));
}
