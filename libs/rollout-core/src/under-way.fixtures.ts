import { aPlan, aRolling, aTarget, aTargetBin, OLD } from './fleet.fixtures.js';
import {
  draftRollout,
  noCounts,
  totalOf,
  type BinFacts,
  type Counts,
  type NodeFacts,
  type ReleasePlan,
  type Rollout,
  type Step,
  type Target,
} from './index.js';

export const NOW = 1_000_000;
export const STAGE: Step = { kind: 'stage' };

/** A release whose waves have come so far, in its first step where nothing else is said. */
export function underWay(
  waves: readonly Partial<Counts>[],
  change: Partial<Rollout> = {},
  plan: Partial<ReleasePlan> = {},
): Rollout {
  const states = waves.map((some) => {
    const counts = { ...noCounts(), ...some };
    return { size: totalOf(counts), counts };
  });
  const steps = states.map(({ size }, wave): Step => ({ kind: 'wave', wave, size, weightPercent: null }));
  return {
    ...draftRollout(aPlan({ strategy: aRolling('100%'), nodeDeadlineSeconds: 60, ...plan })),
    status: 'deploying',
    steps,
    waves: states,
    groups: { '': { size: states.reduce((sum, { size }) => sum + size, 0), down: 0, dark: 0 } },
    step: 0,
    stepStartedAt: NOW,
    deployedAt: NOW,
    ...change,
  };
}

/** A node that talks, and of whose bin nothing is known but what it should run. */
export function someFacts(change: Partial<NodeFacts> = {}): NodeFacts {
  return {
    nodeId: 'n',
    protocol: 'agent',
    away: null,
    lastSeenAt: NOW,
    intervalSeconds: 1,
    bins: [{ desiredGeneration: 3, desiredSha256: null, observed: null, progress: null }],
    ...change,
  };
}

/** A target that nobody has asked yet. */
export function notAsked(nodeId: string, change: Partial<Target> = {}): Target {
  return aTarget({
    nodeId,
    status: 'pending',
    isDown: false,
    assignedAt: null,
    bins: [aTargetBin({ asked: null, generation: 0, previous: null })],
    ...change,
  });
}

/** What may be known of a node with one bin. */
export type Known = Partial<Omit<NodeFacts, 'bins'> & BinFacts>;

/** A node that talks and runs the old build; it was told at generation 7. */
export function heardOf(change: Known = {}): NodeFacts {
  const { desiredGeneration, observed, progress, desiredSha256, ...node } = {
    nodeId: 'n',
    protocol: 'agent' as const,
    away: null,
    lastSeenAt: NOW,
    intervalSeconds: 1,
    desiredGeneration: 7,
    observed: { sha256: OLD, generation: 6, isHealthy: true, since: NOW - 90_000 },
    progress: null,
    desiredSha256: OLD,
    ...change,
  };
  return { ...node, bins: [{ desiredGeneration, observed, progress, desiredSha256 }] };
}
