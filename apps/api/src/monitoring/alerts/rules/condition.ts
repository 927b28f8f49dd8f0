import { RELEASE_STATUSES, type Amount, type ReleaseStatus } from '@release-console/rollout-core';

export const SEVERITIES = ['critical', 'warning', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

export const CONDITION_KINDS = ['release', 'nodes', 'metric'] as const;
export type ConditionKind = (typeof CONDITION_KINDS)[number];

/** Nobody waits for a draft. */
export type WatchedStatus = Exclude<ReleaseStatus, 'draft'>;
export const WATCHED_STATUSES = RELEASE_STATUSES.filter(
  (status): status is WatchedStatus => status !== 'draft',
);

export const NODE_STATES = ['silent', 'offline', 'unhealthy', 'quarantined', 'drifted'] as const;
export type NodeState = (typeof NODE_STATES)[number];

export const METRIC_FIGURES = [
  'requestRate',
  'errorRate',
  'latencyP50',
  'latencyP95',
  'latencyP99',
  'cpus',
  'memoryBytes',
] as const;
export type MetricFigure = (typeof METRIC_FIGURES)[number];

export const COMPARISONS = ['above', 'below'] as const;
export type Comparison = (typeof COMPARISONS)[number];

export interface ReleaseCondition {
  readonly kind: 'release';
  readonly states: readonly WatchedStatus[];
  readonly forSeconds: number;
}

export interface NodesCondition {
  readonly kind: 'nodes';
  readonly state: NodeState;
  /** So many nodes, or such a share of the active nodes of the environment. */
  readonly atLeast: Amount;
  readonly forSeconds: number;
}

export interface MetricCondition {
  readonly kind: 'metric';
  readonly figure: MetricFigure;
  readonly comparison: Comparison;
  readonly threshold: number;
  readonly windowSeconds: number;
  /** Fewer requests in the window say nothing; null for figures that are not of requests. */
  readonly minRequests: number | null;
  readonly forSeconds: number;
}

export type AlertCondition = ReleaseCondition | NodesCondition | MetricCondition;

/** Shares and percentiles of few requests are chance. */
export function needsRequests(figure: MetricFigure): boolean {
  return figure === 'errorRate' || percentileOf(figure) !== undefined;
}

/** As a share of one; undefined for what is no percentile. */
export function percentileOf(figure: MetricFigure): number | undefined {
  return { latencyP50: 0.5, latencyP95: 0.95, latencyP99: 0.99 }[figure as string];
}

/** Is the figure on the wrong side? At the threshold itself it is not. */
export function isBeyond({ comparison, threshold }: MetricCondition, value: number): boolean {
  return comparison === 'above' ? value > threshold : value < threshold;
}

/** Are so many of `total` nodes enough? None never is. */
export function isEnough({ atLeast }: NodesCondition, count: number, total: number): boolean {
  if (count === 0) return false;
  return typeof atLeast === 'number' ? count >= atLeast : count * 100 >= Number(atLeast.slice(0, -1)) * total;
}
