import { countOf } from './amount.js';
import { inOrder } from './cohort.js';
import { totalOf } from './counts.js';
import { Draft, type Decision } from './decision.js';
import { selectionSeed, type ReleasePlan } from './plan.js';
import { allCounts } from './rollout-counts.js';
import type { Rollout } from './rollout.js';
import type { Target } from './target.js';
import { targetFor, type CandidateNode } from './waves.js';

/** How many nodes a plan may reach without being approved again. */
export function mostNodes({ nodeCount, nodeGrowth }: Pick<ReleasePlan, 'nodeCount' | 'nodeGrowth'>): number {
  return nodeCount + (typeof nodeGrowth === 'number' ? nodeGrowth : countOf(nodeGrowth, nodeCount));
}

/** May nodes that come while the release is under way still join it? */
export function takesJoiners({ status, plan, waves }: Rollout): boolean {
  const isUnderWay = status === 'deploying' || status === 'paused';
  return isUnderWay && plan.lateJoiners === 'last_wave' && waves.length > 0;
}

export interface Joined extends Decision {
  /** New targets, which no row stands for yet. */
  readonly joined: readonly Target[];
}

/** Lets nodes that came since the deploy into the last wave, as far as the approved growth goes. */
export function takeJoiners(rollout: Rollout, nodes: readonly CandidateNode[], now: number): Joined {
  const draft = new Draft(rollout, now);
  const joined: Target[] = [];
  const total = totalOf(allCounts(rollout));
  const wave = rollout.waves.length - 1;
  if (takesJoiners(rollout)) {
    for (const node of inOrder(nodes, selectionSeed(rollout.plan), [])) {
      const rank = total + joined.length;
      if (rank >= mostNodes(rollout.plan)) break;
      const target = targetFor(rollout.plan, node, { wave, rank, now });
      if (!('reason' in target)) joined.push(target);
    }
  }
  if (joined.length > 0) draft.add({ type: 'targets.joined', wave, groupSizes: sizesOf(joined) });
  return { ...draft.finish(), joined };
}

function sizesOf(targets: readonly Target[]): Record<string, number> {
  const sizes: Record<string, number> = {};
  for (const { group } of targets) sizes[group] = (sizes[group] ?? 0) + 1;
  return sizes;
}
