import { Distribution, unpack } from '@release-console/metrics-core';
import { percentileOf, type MetricCondition } from '../rules/condition.js';
import type { MetricSums } from './metric-sums.read-model.js';

/** Of the minutes of a window so many must have been told of. */
const LEAST_TOLD = 0.5;

/** Null where nobody can tell: too little of the window was told, or too few requests were in it. */
export function knownFigure(condition: MetricCondition, sums: MetricSums): number | null {
  const { figure, windowSeconds, minRequests } = condition;
  if (sums.minutes * 60 < windowSeconds * LEAST_TOLD) return null;
  if (figure === 'cpus') return sums.gauged > 0 ? sums.cpus / sums.gauged : null;
  if (figure === 'memoryBytes') return sums.gauged > 0 ? sums.memoryBytes / sums.gauged : null;
  if (sums.counted === 0) return null;
  if (figure === 'requestRate') return sums.requests / (sums.minutes * 60);
  if (sums.requests < Math.max(1, minRequests ?? 1)) return null;
  if (figure === 'errorRate') return sums.errors / sums.requests;
  return quantile(sums, percentileOf(figure) ?? 0.5);
}

/** In milliseconds. */
function quantile({ latencies }: MetricSums, share: number): number | null {
  const all = new Distribution();
  for (const packed of latencies) all.merge(unpack(packed));
  const estimate = all.quantile(share);
  return estimate ? estimate.value * 1_000 : null;
}
