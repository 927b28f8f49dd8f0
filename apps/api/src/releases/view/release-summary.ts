import { mayApprove } from '@release-console/approval-policy';
import { headline, type ClosedGate } from '@release-console/rollout-core';
import type { ApprovalState } from '../../approvals/index.js';
import type { Actor } from '../../platform/auth-guard/index.js';
import type { ReleaseSummaryDto } from '../dto/release-view.dto.js';
import { progressOf } from './counts.js';
import type { ListedRelease } from './release-row.js';

export function toSummary(
  row: ListedRelease,
  gate: ClosedGate | null,
  approval: ApprovalState | null,
  actor: Actor,
  now: number,
): ReleaseSummaryDto {
  const { rollout, project, environment } = row;
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    kind: row.kind,
    status: row.status,
    revision: row.revision,
    project: { id: project.id, code: project.code, name: project.name },
    environment: {
      id: environment.id,
      code: environment.code,
      name: environment.name,
      isProduction: environment.isProduction,
    },
    bins: rollout.plan.bins.map(({ bin, version }) => ({
      bin,
      kind: row.configNames.includes(bin) ? 'config' : 'program',
      version,
      fromVersions: [...(row.fromVersions.find((from) => from.bin === bin)?.fromVersions ?? [])],
    })),
    strategyType: rollout.plan.strategy.type,
    step: Math.max(0, rollout.step),
    stepCount: rollout.steps.length,
    progress: progressOf(rollout),
    headline: headline(rollout, {
      now,
      approvalsGiven: approval?.given ?? 0,
      approvalsRequired: approval?.required ?? 0,
      isApprovalExpired: approval?.standing.status === 'expired',
      approvers: approval?.mayApprove.map(({ name }) => name) ?? [],
      gate,
    }),
    author: row.author,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.deployedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    needsMyApproval:
      row.status === 'pending_approval' &&
      approval !== null &&
      mayApprove(approval.request, actor.id, now).ok,
  };
}
