import type {
  DeclaredCheck,
  DeclaredPlan,
  DeclaredStrategy,
  EnvironmentName,
} from '@release-console/fleet-sim';
import type { NewReleaseDto } from '../../src/releases/dto/release-draft.dto.js';
import type { StrategyDto } from '../../src/releases/dto/strategy.dto.js';
import type { ReleaseDraft } from '../../src/releases/planning/release-draft.js';
import { ENVIRONMENTS } from './stage.js';

/** A declared plan as a person sends it. */
export function draftOf(plan: DeclaredPlan): NewReleaseDto {
  const { environment, bins, nodeIds, strategy, maxUnavailablePerPop, hours, checks, ...same } = plan;
  return {
    ...same,
    environmentId: ENVIRONMENTS[environment],
    bins: bins.map(({ bin, version }) => ({ bin, version })),
    selector: { nodeIds: [...nodeIds] },
    strategy: strategyOf(strategy),
    checks: checks.map((check) => ({ ...check, ...(check.kind === 'latency' ? { percentile: 99 } : {}) })),
    maxUnavailablePerGroup:
      maxUnavailablePerPop === null ? null : { label: 'pop', max: maxUnavailablePerPop },
    ...(hours
      ? {
          hours: {
            ...{ timeZone: 'UTC', days: [1, 2, 3, 4, 5, 6, 7] },
            ...{ from: clockOf(hours.fromMinute), to: clockOf(hours.toMinute) },
          },
        }
      : {}),
  };
}

/** The plan of a release that the console made by itself, read from what it stored. */
export function declaredOf(
  environment: EnvironmentName,
  { bins, selector, strategy, maxUnavailablePerGroup, hours: _, ...draft }: ReleaseDraft,
  digestOf: (version: string) => string,
): DeclaredPlan {
  if (strategy.type !== 'rolling') throw new Error(`a way back is not ${strategy.type}`);
  return {
    environment,
    bins: bins.map(({ bin, version }) => ({ bin, version, digest: digestOf(version) })),
    nodeIds: selector.nodeIds,
    strategy: { ...strategy, waves: [], analysis: null },
    maxUnavailable: draft.maxUnavailable,
    maxUnavailablePerPop: maxUnavailablePerGroup?.max ?? null,
    minReadySeconds: draft.minReadySeconds,
    nodeDeadlineSeconds: draft.nodeDeadlineSeconds,
    darkAfterSeconds: draft.darkAfterSeconds,
    failureThreshold: draft.failureThreshold,
    onFailure: draft.onFailure,
    rollbackDeadlineSeconds: draft.rollbackDeadlineSeconds,
    hours: null,
    lateJoiners: draft.lateJoiners,
    nodeGrowth: draft.nodeGrowth,
    checks: (draft.checks ?? []).map(({ check, isShadow }) => ({
      kind: check['kind'] as DeclaredCheck['kind'],
      isShadow,
    })),
  };
}

function strategyOf(strategy: DeclaredStrategy): StrategyDto {
  switch (strategy.type) {
    case 'rolling':
      return {
        type: 'rolling',
        ...(strategy.batch === null ? {} : { batch: strategy.batch }),
        ...(strategy.waves.length === 0
          ? {}
          : {
              waves: strategy.waves.map(({ name, labels }) => ({ name, labels: { pop: [...labels.pop] } })),
            }),
        ...(strategy.pause ? { pause: pauseOf(strategy.pause) } : {}),
        ...(strategy.analysis ? { analysis: { ...strategy.analysis } } : {}),
      };
    case 'canary':
      return {
        type: 'canary',
        steps: strategy.steps.map((step) => {
          if ('select' in step) return { select: { pop: [...step.select.pop] } };
          return 'pause' in step ? { pause: pauseOf(step.pause) } : step;
        }),
        stratifyBy: [...strategy.stratifyBy],
      };
    case 'blue-green':
      return {
        type: 'blue-green',
        mode: strategy.mode,
        autoSwitch: strategy.isAutomatic,
        rollbackWindowSeconds: strategy.rollbackWindowSeconds,
      };
  }
}

function pauseOf({ seconds }: { readonly seconds: number | null }): { seconds?: number } {
  return seconds === null ? {} : { seconds };
}

/** `HH:MM`. */
export function clockOf(minute: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
