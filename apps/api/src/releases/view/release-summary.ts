import { headline, type ClosedGate } from '@release-console/rollout-core';
import type { Actor } from '../../platform/auth-guard/index.js';
import type { ReleaseSummaryDto } from '../dto/release-view.dto.js';
import { progressOf } from './counts.js';
import type { ReleaseRow } from './release-row.js';

export function toSummary(
  row: ReleaseRow,
  gate: ClosedGate | null,
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
      version,
      fromVersions: [...(row.fromVersions.find((from) => from.bin === bin)?.fromVersions ?? [])],
    })),
    strategyType: rollout.plan.strategy.type,
    step: Math.max(0, rollout.step),
    stepCount: rollout.steps.length,
    progress: progressOf(rollout),
    headline: headline(rollout, {
      now,
      approvalsGiven: row.approvalsGiven,
      approvalsRequired: environment.requiredApprovals,
      approvers: row.approverNames,
      gate,
    }),
    author: row.author,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.deployedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    needsMyApproval: needsApprovalOf(row, actor),
  };
}

function needsApprovalOf(row: ReleaseRow, actor: Actor): boolean {
  return (
    row.status === 'pending_approval' &&
    !row.hasDecided &&
    !row.makerIds.includes(actor.id) &&
    actor.may('release.approve', row.projectId)
  );
}
