import { inOrder, type PlannedNode } from './cohort.js';
import { artifactFor, selectionSeed, type ReleasePlan } from './plan.js';
import { scheduleOf, stratifyByOf, type Step } from './strategies/index.js';
import type { Target, TargetBin } from './target.js';

export interface CandidateNode extends PlannedNode {
  readonly arch: string | null;
}

export interface Unsuited {
  readonly nodeId: string;
  readonly bin: string;
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
  const { steps, waves } = scheduleOf(plan.strategy, ordered);
  const targets: Target[] = [];
  const unsuited: Unsuited[] = [];
  const groupSizes: Record<string, number> = {};
  let rank = 0;
  waves.forEach((members, wave) => {
    for (const node of members) {
      const target = targetFor(plan, node, { wave, rank, now });
      rank += 1;
      if ('reason' in target) {
        unsuited.push(target);
        continue;
      }
      groupSizes[target.group] = (groupSizes[target.group] ?? 0) + 1;
      targets.push(target);
    }
  });
  return { steps, targets, groupSizes, unsuited };
}

/** A node as a target that nobody has asked yet, or why it can't be one. */
export function targetFor(
  plan: ReleasePlan,
  node: CandidateNode,
  place: { readonly wave: number; readonly rank: number; readonly now: number },
): Target | Unsuited {
  const bins: TargetBin[] = [];
  for (const bin of plan.bins) {
    const artifact = artifactFor(bin, node.arch);
    if (!artifact.ok) return { nodeId: node.nodeId, bin: bin.bin, reason: artifact.reason };
    bins.push({ binId: bin.binId, digest: artifact.sha256, asked: null, generation: 0, previous: null });
  }
  const label = plan.maxUnavailablePerGroup?.label;
  return {
    nodeId: node.nodeId,
    wave: place.wave,
    rank: place.rank,
    group: label === undefined ? '' : (node.labels[label] ?? ''),
    bins,
    status: 'pending',
    isDown: false,
    isForgiven: false,
    assignedAt: null,
    readySince: null,
    since: place.now,
    dueAt: null,
    error: null,
  };
}
