import type { Amount, CanaryStep, ReleasePlan, Strategy } from '@release-console/rollout-core';
import { invalidField } from '../../platform/http/index.js';
import type { CanaryStepDto, ReleaseDraftDto, StrategyDto } from '../dto/release-draft.dto.js';

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
}

export function toDraft(dto: ReleaseDraftDto, environmentId: string): ReleaseDraft {
  return {
    environmentId,
    bins: dto.bins.map(({ bin, version }) => ({ bin, version })),
    selector: { labels: dto.selector?.labels ?? {}, nodeIds: dto.selector?.nodeIds ?? [] },
    strategy: toStrategy(dto.strategy),
    maxUnavailable: dto.maxUnavailable ?? '25%',
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
  };
}

export type PlanRules = Omit<ReleasePlan, 'bins' | 'nodeCount'>;

export function rulesOf(draft: ReleaseDraft): PlanRules {
  const { bins: _, ...rules } = draft;
  return rules;
}

function toStrategy(dto: StrategyDto): Strategy {
  if (dto.type === 'rolling') {
    if (dto.steps || dto.stratifyBy)
      throw invalidField('strategy', 'not_for_rolling', 'Steps and strata belong to a canary.');
    if (dto.batch === undefined)
      throw invalidField(
        'strategy.batch',
        'required',
        'Say how many nodes make a batch, as a count or a share.',
      );
    return { type: 'rolling', batch: dto.batch };
  }
  if (dto.batch !== undefined)
    throw invalidField('strategy.batch', 'not_for_canary', 'A batch belongs to a rolling release.');
  return { type: 'canary', steps: (dto.steps ?? []).map(toStep), stratifyBy: dto.stratifyBy ?? [] };
}

function toStep(step: CanaryStepDto, index: number): CanaryStep {
  const field = `strategy.steps[${index}]`;
  if ((step.setWeight === undefined) === (step.pause === undefined)) {
    throw invalidField(field, 'one_of', 'A step is either a setWeight or a pause.');
  }
  return step.setWeight === undefined
    ? { pause: { seconds: step.pause?.seconds ?? null } }
    : { setWeight: step.setWeight };
}
