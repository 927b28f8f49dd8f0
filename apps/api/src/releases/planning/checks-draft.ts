import { USUAL_CHECKS, type Check, type MeasuredCheck } from '@release-console/metrics-core';
import type { PlannedCheck, Strategy } from '@release-console/rollout-core';
import { invalidField } from '../../platform/http/index.js';
import type { CheckDto } from '../dto/check.dto.js';
import { toAlerts, toPromql } from './asked-checks-draft.js';

const USUAL_INCREASE = { errors: 0.0025, latency: 0.05, memory: 0.5 };
const LONGEST_SECONDS = 3_600;
const LEAST_LIMIT = 0.000_001;

/** What the judge looks at; what is usual where a plan asks for a judge and does not say at what. */
export function toChecks(
  dtos: readonly CheckDto[] | undefined,
  strategy: Strategy,
): { readonly checks?: readonly PlannedCheck[] } {
  if (dtos !== undefined) return dtos.length === 0 ? {} : { checks: dtos.map(toPlanned) };
  return isJudged(strategy) ? { checks: USUAL_CHECKS.map(({ check }) => planned(check, false)) } : {};
}

export function toCheckDtos(checks: readonly PlannedCheck[]): CheckDto[] {
  return checks.map(({ check, isShadow }) => ({ ...toDto(checkOf(check)), isShadow }));
}

/** As the judge knows it. */
export function checkOf(check: PlannedCheck['check']): Check {
  return check as unknown as Check;
}

function isJudged(strategy: Strategy): boolean {
  if (strategy.type === 'rolling') return strategy.analysis !== undefined;
  return strategy.type === 'canary' && strategy.steps.some((step) => 'analysis' in step);
}

function planned(check: Check, isShadow: boolean): PlannedCheck {
  return { check: { ...check }, isShadow };
}

function toPlanned(dto: CheckDto, index: number): PlannedCheck {
  const field = (name: string): string => `checks[${index}].${name}`;
  const foreign = FOREIGN[dto.kind].find((name) => dto[name] !== undefined);
  if (foreign !== undefined)
    throw invalidField(field(foreign), 'other_check', {
      en: `A check of ${dto.kind} has no ${foreign}.`,
      zh: `${dto.kind} 检查没有 ${foreign}。`,
    });
  const isShadow = dto.isShadow ?? false;
  if (dto.kind === 'promql') return planned(toPromql(dto, field), isShadow);
  if (dto.kind === 'alerts') return planned(toAlerts(dto, field), isShadow);
  const percentile = (): 50 | 95 | 99 => {
    if (dto.percentile === undefined)
      throw invalidField(field('percentile'), 'required', {
        en: 'Say which percentile: 50, 95 or 99.',
        zh: '请指定百分位：50、95 或 99。',
      });
    return dto.percentile;
  };
  return planned(toCheck({ ...dto, kind: dto.kind }, percentile, maxOf(dto, field('max'))), isShadow);
}

type Measured = MeasuredCheck['kind'];

const ASKED = ['min', 'name', 'query', 'matchers'] as const;

const FOREIGN: Readonly<Record<CheckDto['kind'], readonly Exclude<keyof CheckDto, 'kind' | 'isShadow'>[]>> = {
  errors: ['percentile', 'max', ...ASKED],
  latency: ['max', ...ASKED],
  errors_limit: ['percentile', 'minIncrease', ...ASKED],
  latency_limit: ['minIncrease', ...ASKED],
  memory: ['percentile', 'max', ...ASKED],
  memory_limit: ['percentile', 'minIncrease', ...ASKED],
  promql: ['percentile', 'matchers'],
  alerts: ['percentile', 'minIncrease', 'max', 'min', 'name', 'query'],
};

function maxOf({ kind, max }: CheckDto, field: string): number {
  if (!kind.endsWith('_limit')) return 0;
  if (max === undefined)
    throw invalidField(field, 'required', {
      en: 'A limit needs the most that is allowed.',
      zh: '上限检查需要给出允许的最大值。',
    });
  if (max < LEAST_LIMIT)
    throw invalidField(field, 'range', { en: 'A limit is a number above 0.', zh: '上限必须是大于 0 的数。' });
  if (kind === 'errors_limit' && max >= 1)
    throw invalidField(field, 'share', {
      en: 'A limit of errors is a share of all requests, below 1.',
      zh: '错误率上限是占全部请求的比例，必须小于 1。',
    });
  if (kind === 'latency_limit' && max > LONGEST_SECONDS)
    throw invalidField(field, 'range', {
      en: 'A limit of latency is a number of seconds, 3600 at the most.',
      zh: '延迟上限以秒为单位，最大 3600。',
    });
  return max;
}

function toCheck(
  { kind, minIncrease }: Pick<CheckDto, 'minIncrease'> & { readonly kind: Measured },
  percentile: () => 50 | 95 | 99,
  max: number,
): Check {
  switch (kind) {
    case 'errors':
      return { kind, minIncrease: minIncrease ?? USUAL_INCREASE.errors };
    case 'latency':
      return { kind, percentile: percentile(), minIncrease: minIncrease ?? USUAL_INCREASE.latency };
    case 'errors_limit':
      return { kind, max };
    case 'latency_limit':
      return { kind, percentile: percentile(), maxSeconds: max };
    case 'memory':
      return { kind, minIncrease: minIncrease ?? USUAL_INCREASE.memory };
    case 'memory_limit':
      return { kind, maxBytes: max };
  }
}

function toDto(check: Check): CheckDto {
  switch (check.kind) {
    case 'errors':
    case 'latency':
    case 'errors_limit':
    case 'memory':
    case 'promql':
    case 'alerts':
      return { ...check };
    case 'memory_limit':
      return { kind: check.kind, max: check.maxBytes };
    case 'latency_limit':
      return { kind: check.kind, percentile: check.percentile, max: check.maxSeconds };
  }
}
