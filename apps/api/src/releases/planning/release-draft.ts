import type {
  AllowedHours,
  Amount,
  PlannedCheck,
  ReleasePlan,
  Strategy,
} from '@release-console/rollout-core';
import type { ReleaseDraftDto } from '../dto/release-draft.dto.js';
import type { AllowedHoursDto, ReleaseLimitsDto } from '../dto/release-limits.dto.js';
import type { StrategyDto } from '../dto/strategy.dto.js';
import { toCheckDtos, toChecks } from './checks-draft.js';
import { toStrategy, toStrategyDto } from './strategy-draft.js';

/** How a release goes out and when it stops, with every default filled in. */
export interface ReleaseRules {
  readonly strategy: Strategy;
  readonly maxUnavailable: Amount;
  readonly maxUnavailablePerGroup: { readonly label: string; readonly max: Amount } | null;
  readonly minReadySeconds: number;
  readonly nodeDeadlineSeconds: number;
  readonly darkAfterSeconds: number;
  readonly failureThreshold: Amount;
  readonly onFailure: 'rollback' | 'pause';
  readonly rollbackDeadlineSeconds: number;
  readonly nodeGrowth: Amount;
  readonly hours: AllowedHours | null;
  readonly lateJoiners: 'baseline' | 'last_wave';
  /** What the judge looks at; absent where nobody judges. */
  readonly checks?: readonly PlannedCheck[];
}

/** A release draft with every default filled in: what is kept, shown, and turned into a plan. */
export interface ReleaseDraft extends ReleaseRules {
  readonly environmentId: string;
  readonly bins: readonly { readonly bin: string; readonly version: string }[];
  readonly selector: {
    readonly labels: Readonly<Record<string, readonly string[]>>;
    readonly nodeIds: readonly string[];
  };
}

/** What a request says of the rules. */
export type RulesDto = ReleaseLimitsDto & { readonly strategy: StrategyDto };

export function toDraft(dto: ReleaseDraftDto & RulesDto, environmentId: string): ReleaseDraft {
  return {
    environmentId,
    bins: dto.bins.map(({ bin, version }) => ({ bin, version })),
    selector: { labels: dto.selector?.labels ?? {}, nodeIds: dto.selector?.nodeIds ?? [] },
    ...toRules(dto),
  };
}

export function toRules(dto: RulesDto): ReleaseRules {
  const strategy = toStrategy(dto.strategy);
  return {
    strategy,
    // Blue-green switches everything at once unless the plan says otherwise.
    maxUnavailable: dto.maxUnavailable ?? (dto.strategy.type === 'blue-green' ? '100%' : '25%'),
    maxUnavailablePerGroup: dto.maxUnavailablePerGroup
      ? { label: dto.maxUnavailablePerGroup.label, max: dto.maxUnavailablePerGroup.max }
      : null,
    minReadySeconds: dto.minReadySeconds ?? 30,
    nodeDeadlineSeconds: dto.nodeDeadlineSeconds ?? 600,
    darkAfterSeconds: dto.darkAfterSeconds ?? 120,
    failureThreshold: dto.failureThreshold ?? '10%',
    onFailure: dto.onFailure ?? 'rollback',
    rollbackDeadlineSeconds: dto.rollbackDeadlineSeconds ?? 1_800,
    nodeGrowth: dto.nodeGrowth ?? '10%',
    hours: dto.hours ? toHours(dto.hours) : null,
    lateJoiners: dto.lateJoiners ?? 'baseline',
    ...toChecks(dto.checks, strategy),
  };
}

/** The rules of a draft without what they are for. */
export function rulesAlone({
  environmentId: _environmentId,
  bins: _bins,
  selector: _selector,
  ...rules
}: ReleaseDraft): ReleaseRules {
  return rules;
}

/** Fit to be sent back. */
export function toRulesDto({
  strategy,
  maxUnavailablePerGroup,
  hours,
  checks,
  ...rest
}: ReleaseRules): RulesDto {
  return {
    ...rest,
    strategy: toStrategyDto(strategy),
    ...(maxUnavailablePerGroup ? { maxUnavailablePerGroup } : {}),
    ...(hours ? { hours: { ...hours, days: [...hours.days] } } : {}),
    ...(checks ? { checks: toCheckDtos(checks) } : {}),
  };
}

export type PlanRules = Omit<ReleasePlan, 'bins' | 'nodeCount'>;

export function rulesOf(draft: ReleaseDraft): PlanRules {
  const { bins: _, ...rules } = draft;
  return rules;
}

/** Days were checked to be 1 to 7. */
function toHours({ timeZone, days, from, to }: AllowedHoursDto): AllowedHours {
  return { timeZone, days: days as AllowedHours['days'][number][], from, to };
}
