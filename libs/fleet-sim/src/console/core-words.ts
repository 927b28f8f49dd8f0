import type { BinFacts, NodeFacts, ReleasePlan, Strategy } from '@release-console/rollout-core';
import type { DeclaredPlan, DeclaredStrategy, Wish } from '../words.js';
import type { Observed } from './report-fold.js';

export const POP = 'pop';

/** What is stored of a node. */
export interface NodeRow {
  readonly id: string;
  readonly pop: string;
  readonly protocol: 'agent' | 'seed';
  readonly intervalSeconds: number;
  readonly isMember: boolean;
  readonly isHeld: boolean;
  readonly lastSeenAt: number | null;
}

export interface DesiredRow {
  readonly generation: number;
  readonly sha256: string | null;
  readonly action: Wish['action'];
}

/** A declared plan in the words of the engine. */
export function toCorePlan(plan: DeclaredPlan): ReleasePlan {
  const { bins, nodeIds, maxUnavailablePerPop, ...same } = plan;
  return {
    ...same,
    environmentId: 'environment',
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
    nodeGrowth: 0,
    hours: null,
    lateJoiners: 'baseline',
    nodeCount: nodeIds.length,
  };
}

function toCoreStrategy(strategy: DeclaredStrategy): Strategy {
  return strategy.type === 'rolling' ? { ...strategy, waves: [], pause: null } : strategy;
}

/** What is known of a node, in the words of the engine; `bins` in the order of the plan. */
export function toFacts(node: NodeRow, bins: readonly BinFacts[]): NodeFacts {
  return {
    nodeId: node.id,
    protocol: node.protocol,
    away: node.isMember ? (node.isHeld ? 'held' : null) : 'left',
    lastSeenAt: node.lastSeenAt,
    intervalSeconds: node.intervalSeconds,
    bins,
  };
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
