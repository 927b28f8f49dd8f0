import type { BinFacts, NodeFacts, ReleasePlan, Strategy } from '@release-console/rollout-core';
import type { DeclaredPlan, DeclaredStrategy, EnvironmentName, Wish } from '../words.js';
import type { Observed } from './report-fold.js';

export const POP = 'pop';

/** What is stored of a node. */
export interface NodeRow {
  readonly id: string;
  readonly environment: EnvironmentName;
  readonly pop: string;
  readonly protocol: 'agent' | 'seed';
  readonly intervalSeconds: number;
  readonly isMember: boolean;
  readonly isHeld: boolean;
  readonly isQuarantined: boolean;
  readonly lastSeenAt: number | null;
}

export interface DesiredRow {
  readonly generation: number;
  readonly sha256: string | null;
  readonly action: Wish['action'];
}

/** A declared plan in the words of the engine; `nodeCount` nodes are there when it is made. */
export function toCorePlan(plan: DeclaredPlan, nodeCount: number): ReleasePlan {
  const { environment, bins, nodeIds, maxUnavailablePerPop, hours, checks, ...same } = plan;
  return {
    ...same,
    environmentId: environment,
    strategy: toCoreStrategy(plan.strategy),
    bins: bins.map(({ bin, version, digest }) => ({
      binId: bin,
      bin,
      versionId: version,
      version,
      artifacts: [{ arch: 'any', sha256: digest, sizeBytes: 1 }],
    })),
    selector: { labels: {}, nodeIds },
    maxUnavailablePerGroup: maxUnavailablePerPop === null ? null : { label: POP, max: maxUnavailablePerPop },
    hours: hours && {
      ...{ timeZone: 'UTC', days: [1, 2, 3, 4, 5, 6, 7] },
      ...{ from: clockOf(hours.fromMinute), to: clockOf(hours.toMinute) },
    },
    ...(checks.length > 0
      ? { checks: checks.map(({ kind, isShadow }) => ({ check: { kind }, isShadow })) }
      : {}),
    nodeCount,
  };
}

/** `HH:MM`. */
export function clockOf(minute: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

function toCoreStrategy(strategy: DeclaredStrategy): Strategy {
  if (strategy.type === 'blue-green') return strategy;
  if (strategy.type === 'rolling') {
    const { analysis, ...same } = strategy;
    const waves = strategy.waves.map(({ name, labels }) => ({ name, labels: { [POP]: labels.pop } }));
    return { ...same, waves, ...(analysis ? { analysis } : {}) };
  }
  const steps = strategy.steps.map((step) =>
    'select' in step ? { select: { [POP]: step.select.pop } } : step,
  );
  return { ...strategy, steps };
}

/** What is known of a node, in the words of the engine; `bins` in the order of the plan. */
export function toFacts(node: NodeRow, bins: readonly BinFacts[]): NodeFacts {
  return {
    nodeId: node.id,
    protocol: node.protocol,
    away: awayOf(node),
    lastSeenAt: node.lastSeenAt,
    intervalSeconds: node.intervalSeconds,
    bins,
  };
}

function awayOf({ isQuarantined, isMember, isHeld }: NodeRow): NodeFacts['away'] {
  if (isQuarantined) return 'quarantined';
  if (!isMember) return 'left';
  return isHeld ? 'held' : null;
}

export function toBinFacts(desired: DesiredRow | undefined, { running, progress }: Observed): BinFacts {
  return {
    desiredGeneration: desired?.generation ?? 0,
    desiredSha256: desired?.sha256 ?? null,
    observed: running && {
      sha256: running.sha256,
      generation: running.generation,
      isHealthy: running.healthy,
      since: running.since,
    },
    progress: progress && {
      generation: progress.generation,
      phase: progress.phase,
      error: progress.error === null ? null : { code: progress.error, message: progress.error },
    },
  };
}
