import { parseAmount } from '@release-console/rollout-core';
import type { FieldError, LocalizedText } from '../../../platform/http/index.js';
import {
  needsRequests,
  type AlertCondition,
  type ConditionKind,
  type MetricFigure,
  type NodeState,
  type Comparison,
  type WatchedStatus,
} from './condition.js';

/** As it comes in; each part was checked by itself. */
export interface ConditionParts {
  readonly kind: ConditionKind;
  readonly forSeconds: number;
  readonly states?: readonly WatchedStatus[] | undefined;
  readonly state?: NodeState | undefined;
  readonly atLeast?: unknown;
  readonly figure?: MetricFigure | undefined;
  readonly comparison?: Comparison | undefined;
  readonly threshold?: number | undefined;
  readonly windowSeconds?: number | undefined;
  readonly minRequests?: number | undefined;
}

export const USUAL_MIN_REQUESTS = 30;

const PARTS = {
  release: ['states'],
  nodes: ['state', 'atLeast'],
  metric: ['figure', 'comparison', 'threshold', 'windowSeconds'],
} as const satisfies Record<ConditionKind, readonly (keyof ConditionParts)[]>;
const OPTIONAL: Readonly<Record<ConditionKind, readonly (keyof ConditionParts)[]>> = {
  release: [],
  nodes: [],
  metric: ['minRequests'],
};
const ALL_PARTS = [...Object.values(PARTS).flat(), 'minRequests'] as const;

/** Least and most that a threshold may be; beyond them it would always fire, or never. */
const LIMITS: Readonly<Record<MetricFigure, readonly [number, number]>> = {
  requestRate: [0.001, 1e9],
  errorRate: [0, 1],
  latencyP50: [0.001, 3_600_000],
  latencyP95: [0.001, 3_600_000],
  latencyP99: [0.001, 3_600_000],
  cpus: [0.001, 10_000],
  memoryBytes: [1, 1e15],
};

/** Every fault of a condition, by its fields. */
export function conditionFaults(parts: ConditionParts): readonly FieldError[] {
  const own: readonly (keyof ConditionParts)[] = PARTS[parts.kind];
  const missing = own
    .filter((part) => parts[part] === undefined)
    .map((part) => fault(part, 'required', { en: 'This field is required.', zh: '此字段必填。' }));
  const foreign = ALL_PARTS.filter(
    (part) => parts[part] !== undefined && !own.includes(part) && !OPTIONAL[parts.kind].includes(part),
  ).map((part) =>
    fault(part, 'not_of_kind', {
      en: `A condition of kind "${parts.kind}" has no "${part}".`,
      zh: `“${parts.kind}”类的条件没有“${part}”。`,
    }),
  );
  return [...missing, ...foreign, ...nodesFaults(parts), ...metricFaults(parts)];
}

/** Only for parts without a fault. */
export function conditionOf(parts: ConditionParts): AlertCondition {
  const { kind, forSeconds } = parts;
  if (kind === 'release') return { kind, states: parts.states ?? [], forSeconds };
  if (kind === 'nodes')
    return { kind, state: parts.state ?? 'offline', atLeast: parseAmount(parts.atLeast) ?? 1, forSeconds };
  const figure = parts.figure ?? 'errorRate';
  return {
    kind,
    figure,
    comparison: parts.comparison ?? 'above',
    threshold: parts.threshold ?? 0,
    windowSeconds: parts.windowSeconds ?? 300,
    minRequests: needsRequests(figure) ? (parts.minRequests ?? USUAL_MIN_REQUESTS) : null,
    forSeconds,
  };
}

function nodesFaults({ kind, atLeast }: ConditionParts): readonly FieldError[] {
  const isAlways = kind === 'nodes' && (atLeast === 0 || atLeast === '0%');
  return isAlways
    ? [fault('atLeast', 'min', { en: 'Must be at least 1, or "1%".', zh: '至少为 1，或“1%”。' })]
    : [];
}

function metricFaults({
  kind,
  figure,
  threshold,
  comparison,
  minRequests,
}: ConditionParts): readonly FieldError[] {
  if (kind !== 'metric' || figure === undefined) return [];
  const faults: FieldError[] = [];
  const [least, most] = LIMITS[figure];
  if (threshold !== undefined && (threshold < least || threshold > most))
    faults.push(
      fault('threshold', 'range', {
        en: `Must be from ${least} to ${most} for ${figure}.`,
        zh: `${figure} 的阈值必须在 ${least} 到 ${most} 之间。`,
      }),
    );
  else if (figure === 'errorRate' && threshold === (comparison === 'above' ? most : least))
    faults.push(
      fault('threshold', 'range', {
        en: `Nothing is ever ${comparison} ${threshold}.`,
        zh: `任何值都不会${comparison === 'above' ? '高于' : '低于'} ${threshold}。`,
      }),
    );
  if (minRequests !== undefined && !needsRequests(figure))
    faults.push(
      fault('minRequests', 'not_of_kind', {
        en: `${figure} needs no requests.`,
        zh: `${figure} 不需要请求数。`,
      }),
    );
  return faults;
}

function fault(part: keyof ConditionParts, code: string, message: LocalizedText): FieldError {
  return { field: `condition.${part}`, code, message };
}
