import { isNamedIn, peopleRequired, shortages } from '@release-console/approval-policy';
import {
  isOffline,
  nodesDo,
  text,
  type Soak,
  type Step,
  type Target,
  type Text,
} from '@release-console/rollout-core';
import type { RoleHolder } from '../../auth/index.js';
import type { PassedByNode, SelectedNode } from '../../nodes/index.js';
import type { ExpectedTimesDto } from '../dto/expected-times.dto.js';
import type { PreviewWaveDto, ReleasePreviewDto } from '../dto/release-view.dto.js';
import { namesOf } from '../planning/names-of.js';
import { isSideBySide, type BuiltPlan } from '../planning/plan-builder.js';
import { toPlanDto } from './release-detail.js';
import { toPromotionDto } from './promotion.js';
import { describe, UPCOMING } from './timeline.js';

const NODES_SHOWN = 50;
const APPROVERS_NAMED = 20;

interface Around {
  /** Who would be its author. */
  readonly authorId: string;
  readonly approvers: readonly RoleHolder[];
  readonly soak: Soak | null;
  readonly expected: ExpectedTimesDto | null;
  readonly now: number;
}

export function toPreview(built: BuiltPlan, around: Around): ReleasePreviewDto {
  const { waves, nodes, plan } = built;
  const { soak, now, expected } = around;
  const approvers = othersThan(built, around);
  const sizes = new Map(
    plan.bins.flatMap(({ artifacts }) =>
      artifacts.map(({ sha256, sizeBytes }) => [sha256, sizeBytes] as const),
    ),
  );
  return {
    planHash: built.planHash,
    steps: waves.steps.map((step, index) => ({ ...describe(step, index), ...UPCOMING })),
    waves: wavesOf(built, expected),
    expected,
    nodeCount: nodes.length,
    bytesTotal: bytesOf(waves.targets, sizes),
    warnings: [...warningsOf(built, now), ...approvalWarnings(built, approvers)],
    promotion: soak && toPromotionDto(soak),
    approvalsRequired: peopleRequired(built.place.environment.approvalPolicy),
    whoMayApprove: approvers.slice(0, APPROVERS_NAMED).map(({ id, name }) => ({ id, name })),
    fromVersions: built.fromVersions.flatMap(({ fromVersions }) => [...fromVersions]),
    plan: toPlanDto({
      draft: built.draft,
      title: '',
      notes: '',
      strategyTemplateId: built.madeFrom?.id ?? null,
    }),
  };
}

/** Those whom the policy names in any level, without whoever made what is released. */
function othersThan({ place, uploaderIds }: BuiltPlan, { authorId, approvers }: Around): RoleHolder[] {
  const { levels, allowsOwnWork } = place.environment.approvalPolicy;
  return approvers
    .filter((approver) => levels.some((level) => isNamedIn(level, approver)))
    .filter(({ id }) => allowsOwnWork || (id !== authorId && !uploaderIds.includes(id)));
}

function approvalWarnings({ place }: BuiltPlan, approvers: readonly RoleHolder[]): Text[] {
  const { levels } = place.environment.approvalPolicy;
  const missing = shortages(levels, approvers).reduce((sum, count) => sum + count, 0);
  if (missing === 0) return [];
  return [
    text(
      `${missing === 1 ? '1 approval' : `${missing} approvals`} can be given by nobody: too few people may approve what you release here.`,
      `有 ${missing} 个审批无人可以给出：能审批此发布的人不足。`,
    ),
  ];
}

function wavesOf({ waves, nodes }: BuiltPlan, times: ExpectedTimesDto | null): PreviewWaveDto[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const planned = waves.steps.flatMap((step, index) =>
    step.kind === 'wave' ? [{ step, expected: times?.steps[index] ?? null }] : [],
  );
  return planned.map(({ step, expected }) => {
    const inWave = waves.targets.filter(({ wave }) => wave === step.wave);
    const shown = inWave
      .slice(0, NODES_SHOWN)
      .map(({ nodeId }) => ({ id: nodeId, name: byId.get(nodeId)?.name ?? nodeId }));
    return { index: step.wave, title: titleOf(step), size: step.size, nodes: shown, expected };
  });
}

function bytesOf(targets: readonly Target[], sizes: ReadonlyMap<string, number>): number {
  const perTarget = ({ bins }: Target): number =>
    bins.reduce((sum, { digest }) => sum + (sizes.get(digest) ?? 0), 0);
  return targets.reduce((sum, target) => sum + perTarget(target), 0);
}

function titleOf(step: Extract<Step, { kind: 'wave' }>): Text {
  if (step.name) return text(step.name, step.name);
  if (step.weightPercent !== null) return text(`To ${step.weightPercent} %`, `到 ${step.weightPercent}%`);
  return text(`Wave ${step.wave + 1}`, `第 ${step.wave + 1} 波`);
}

function warningsOf(built: BuiltPlan, now: number): Text[] {
  const { nodes, waves, plan } = built;
  const warnings: Text[] = [];
  if (nodes.length === 0)
    warnings.push(
      text('No active node matches, so there is nothing to deploy to.', '没有匹配的活动节点，无法部署。'),
    );
  if (waves.unsuited.length > 0) {
    warnings.push(
      text(
        `${nodesDo(waves.unsuited.length, 'has', 'have')} no artifact for the architecture; deploy will be refused.`,
        `${waves.unsuited.length} 个节点没有对应架构的制品，部署会被拒绝。`,
      ),
    );
  }
  if (built.inactive.length > 0) warnings.push(inactiveText(built.inactive));
  if (built.unheard.length > 0) warnings.push(unheardText(built.unheard.length));
  warnings.push(...besideWarnings(built));
  const offline = nodes.filter((node) => isOfflineNow(node, now)).length;
  if (offline > 0)
    warnings.push(
      text(
        `${nodesDo(offline, 'is', 'are')} offline now, and skipped unless back by then.`,
        `${offline} 个节点当前离线；除非恢复，否则会被跳过。`,
      ),
    );
  const version = plan.bins[0]?.version;
  const already = built.fromVersions[0]?.fromVersions.find((from) => from.version === version)?.nodes ?? 0;
  if (already > 0)
    warnings.push(
      text(
        `${nodesDo(already, 'already runs', 'already run')} this version.`,
        `${already} 个节点已运行该版本。`,
      ),
    );
  return warnings;
}

function inactiveText(nodes: readonly PassedByNode[]): Text {
  const names = namesOf(nodes.map(({ id, name }) => ({ name: name ?? id })));
  return text(
    `${nodesDo(nodes.length, 'is', 'are')} not active, and left out: ${names}.`,
    `${nodes.length} 个节点未启用，不包含在内：${names}。`,
  );
}

function unheardText(count: number): Text {
  return text(
    `${nodesDo(count, 'has', 'have')} never called, so nobody knows the architecture: left out, and given the baseline or a place in the last wave after the first call.`,
    `${count} 个节点从未上报，架构未知：本次不包含；首次上报后将获得基线版本或加入最后一波。`,
  );
}

function besideWarnings({ plan, nodes, lackingSideBySide: lacking }: BuiltPlan): Text[] {
  if (!isSideBySide(plan)) return [];
  const names = namesOf(lacking);
  const seeds = nodes.filter(({ protocol }) => protocol === 'seed').length;
  return [
    ...(lacking.length > 0
      ? [
          text(
            `${nodesDo(lacking.length, 'is', 'are')} not set up to run two builds beside each other; submitting will be refused: ${names}.`,
            `${lacking.length} 个节点未配置并行运行两个版本，提交会被拒绝：${names}。`,
          ),
        ]
      : []),
    ...(seeds > 0
      ? [
          text(
            `${nodesDo(seeds, 'has an agent', 'have agents')} of the earlier protocol: there the old build is stopped and the new one started at the switch.`,
            `${seeds} 个使用旧协议代理的节点会在切换时停旧启新。`,
          ),
        ]
      : []),
  ];
}

function isOfflineNow(node: SelectedNode, now: number): boolean {
  return isOffline({ lastSeenAt: node.lastSeenAt, intervalSeconds: node.expectedIntervalSeconds }, now);
}
