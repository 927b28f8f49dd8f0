import type { AllowedHours, Amount, ReleasePlan, Strategy } from '@release-console/rollout-core';
import type { AllowedHoursDto, ReleaseDraftDto } from '../dto/release-draft.dto.js';
import { toStrategy } from './strategy-draft.js';

/** A release draft with every default filled in: what is kept, shown, and turned into a plan. */
export interface ReleaseDraft {
  readonly environmentId: string;
  readonly bins: readonly { readonly bin: string; readonly version: string }[];
  readonly selector: {
    readonly labels: Readonly<Record<string, readonly string[]>>;
    readonly nodeIds: readonly string[];
  };
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
}

export function toDraft(dto: ReleaseDraftDto, environmentId: string): ReleaseDraft {
  return {
    environmentId,
    bins: dto.bins.map(({ bin, version }) => ({ bin, version })),
    selector: { labels: dto.selector?.labels ?? {}, nodeIds: dto.selector?.nodeIds ?? [] },
    strategy: toStrategy(dto.strategy),
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
