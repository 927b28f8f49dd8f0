import { canonicalPlan, mostNodes, type Command, type ReleasePlan } from '@release-console/rollout-core';
import { DomainError } from '../../platform/http/index.js';
import type { Release } from '../store/release.entity.js';
import { namesOf } from './names-of.js';
import type { BuiltPlan } from './plan-builder.js';

/** Freezes the node set, if what is there now is still what was approved. */
export function deployCommand(release: Release, built: BuiltPlan): Command {
  const approved = release.rollout.plan;
  ensureSameContent(approved, built.plan);
  ensureGrowth(approved, built.nodes.length);
  ensureSuited(built);
  ensureSideBySide(built);
  return { type: 'deploy', steps: built.waves.steps, groupSizes: built.waves.groupSizes };
}

/** Is the plan still what it was made as? The number of nodes may differ. */
export function ensureSameContent(approved: ReleasePlan, now: ReleasePlan): void {
  if (canonicalPlan({ ...now, nodeCount: approved.nodeCount }) === canonicalPlan(approved)) return;
  throw new DomainError('conflict', 'PLAN_CHANGED', {
    en: 'What the plan is made of has changed since it was made; edit the draft again, or make a new release from this one.',
    zh: '计划所依据的内容已改变；请重新编辑草稿，或据此新建发布。',
  });
}

function ensureGrowth(approved: ReleasePlan, count: number): void {
  if (count <= mostNodes(approved)) return;
  throw new DomainError(
    'conflict',
    'NODES_GREW',
    {
      en: `The selector now matches ${count} nodes, but ${approved.nodeCount} were approved; make a new release from this one.`,
      zh: `当前匹配 ${count} 个节点，而批准时为 ${approved.nodeCount} 个；请据此新建发布。`,
    },
    {
      facts: { approved: approved.nodeCount, now: count },
    },
  );
}

/** Nobody is to learn at the switch that a host would stop the old build first. */
export function ensureSideBySide({ lackingSideBySide: nodes }: BuiltPlan): void {
  if (nodes.length === 0) return;
  throw new DomainError(
    'conflict',
    'SIDE_BY_SIDE_UNSUPPORTED',
    {
      en: `Nodes that can not run two builds beside each other: ${namesOf(nodes)}. Set up "sideBySide" on these hosts, leave them out, or use mode "swap".`,
      zh: `以下节点不能并行运行两个版本：${namesOf(nodes)}。请在这些主机上配置“sideBySide”、排除这些节点，或将 mode 改为“swap”。`,
    },
    { facts: { nodes: nodes.length, nodeIds: nodes.slice(0, 100).map(({ id }) => id) } },
  );
}

function ensureSuited({ waves }: BuiltPlan): void {
  const [first] = waves.unsuited;
  if (!first) return;
  const isUnknown = first.reason === 'arch_unknown';
  const detail = isUnknown
    ? {
        en: 'has an unknown architecture and the version has several artifacts: set the architecture of the node',
        zh: '的架构未知，而该版本有多个制品：请设置节点的架构',
      }
    : {
        en: 'has an architecture for which the version has no artifact: upload one or leave the node out',
        zh: '的架构在该版本中没有对应的制品：请上传，或排除该节点',
      };
  throw new DomainError(
    'conflict',
    isUnknown ? 'NODE_ARCH_UNKNOWN' : 'ARTIFACT_MISSING',
    {
      en: `Node ${first.nodeId} ${detail.en}. ${waves.unsuited.length} in all.`,
      zh: `节点 ${first.nodeId} ${detail.zh}。这样的节点共 ${waves.unsuited.length} 个。`,
    },
    {
      facts: { nodeIds: waves.unsuited.slice(0, 100).map(({ nodeId }) => nodeId) },
    },
  );
}
