import { inOrder, type PlannedNode } from './cohort.js';
import { artifactFor, selectionSeed, type ReleasePlan } from './plan.js';
import { stepsOf, stratifyByOf, type Step } from './strategies/index.js';
import type { Target } from './target.js';

export interface CandidateNode extends PlannedNode {
  readonly arch: string | null;
}

export interface Unsuited {
  readonly nodeId: string;
  readonly reason: 'arch_unknown' | 'arch_missing';
}

export interface WavePlan {
  readonly steps: readonly Step[];
  readonly targets: readonly Target[];
  readonly groupSizes: Readonly<Record<string, number>>;
  /** Nodes for which there is no artifact; a plan with any can't be deployed. */
  readonly unsuited: readonly Unsuited[];
}

/** Which node comes when. The same plan and nodes always give the same waves, in preview and at deploy. */
export function planWaves(plan: ReleasePlan, nodes: readonly CandidateNode[], now: number): WavePlan {
  const ordered = inOrder(nodes, selectionSeed(plan), stratifyByOf(plan.strategy));
  const steps = stepsOf(plan.strategy, ordered.length);
  const sizes = steps.flatMap((step) => (step.kind === 'wave' ? [step.size] : []));
  const waveOf = wavesByRank(sizes);
  const targets: Target[] = [];
  const unsuited: Unsuited[] = [];
  const groupSizes: Record<string, number> = {};
  ordered.forEach((node, rank) => {
    const bin = plan.bins[0];
    const artifact = bin ? artifactFor(bin, node.arch) : ({ ok: false, reason: 'arch_missing' } as const);
    if (!artifact.ok) {
      unsuited.push({ nodeId: node.nodeId, reason: artifact.reason });
      return;
    }
    const group = plan.maxUnavailablePerGroup ? (node.labels[plan.maxUnavailablePerGroup.label] ?? '') : '';
    groupSizes[group] = (groupSizes[group] ?? 0) + 1;
    targets.push(newTarget(node.nodeId, waveOf[rank] ?? 0, rank, group, artifact.sha256, now));
  });
  return { steps, targets, groupSizes, unsuited };
}

function wavesByRank(sizes: readonly number[]): readonly number[] {
  return sizes.flatMap((size, wave) => Array.from({ length: size }, () => wave));
}

function newTarget(
  nodeId: string,
  wave: number,
  rank: number,
  group: string,
  digest: string,
  now: number,
): Target {
  return {
    nodeId,
    wave,
    rank,
    group,
    digest,
    status: 'pending',
    isDown: false,
    isForgiven: false,
    generation: 0,
    previous: null,
    assignedAt: null,
    readySince: null,
    since: now,
    dueAt: null,
    error: null,
  };
}
