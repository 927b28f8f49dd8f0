import { text, type ClosedGate, type Soak, type StartBlock } from '@release-console/rollout-core';
import type { ApprovalRefusal, ApprovalState, StoredQuestion } from '../../approvals/index.js';
import type { Person } from '../../auth/index.js';
import type { Actor } from '../../platform/auth-guard/index.js';
import type { ReleasePlanDto, SelectorDto } from '../dto/release-draft.dto.js';
import type { ExceptionDto } from '../dto/release-parts.dto.js';
import type { ReleaseDetailDto } from '../dto/release-view.dto.js';
import { madeTitle } from '../planning/made-title.js';
import { rulesAlone, toRulesDto } from '../planning/release-draft.js';
import { actionsFor } from './actions.js';
import { toApprovalDto } from './approval-view.js';
import { blocksOf } from './blocks.js';
import { toCountsDto } from './counts.js';
import type { EventRow } from './release-events.read-model.js';
import type { ReleaseRow } from './release-row.js';
import { toSummary } from './release-summary.js';
import { stepEnds, toTimeline } from './timeline.js';

export interface DetailParts {
  readonly row: ReleaseRow;
  readonly gate: ClosedGate | null;
  readonly block: StartBlock | null;
  /** What the environment demands of the versions before it starts; null: nothing. */
  readonly soak: Soak | null;
  readonly actor: Actor;
  readonly approval: ApprovalState;
  readonly approvalRefusal: ApprovalRefusal | null;
  readonly rejectionRefusal: ApprovalRefusal | null;
  readonly questions: readonly StoredQuestion[];
  readonly milestones: readonly EventRow[];
  readonly exceptions: readonly ExceptionDto[];
  readonly operators: readonly Person[];
  readonly now: number;
}

export function toDetail(parts: DetailParts): ReleaseDetailDto {
  const { row, actor, approval, milestones } = parts;
  const summary = toSummary(row, parts.gate, approval, actor, parts.now);
  const since = milestones.at(-1)?.at.toISOString() ?? null;
  return {
    ...summary,
    notes: row.notes,
    planHash: row.planHash,
    plan: toPlanDto(row),
    strategyTemplate:
      row.strategyTemplateName === null
        ? null
        : { id: row.strategyTemplateId, name: row.strategyTemplateName, isChanged: row.isTemplateChanged },
    artifacts: row.rollout.plan.bins.flatMap(({ bin, version, artifacts }) =>
      artifacts.map((artifact) => ({ bin, version, ...artifact })),
    ),
    rollbackOf: row.rollbackOf,
    rollbackReleaseId: row.rollbackReleaseId,
    supersededBy: row.supersededBy,
    blockedBy: blocksOf({ ...parts, since }),
    actions: actionsFor(row, actor, parts),
    approval: toApprovalDto(row, approval, parts.questions),
    steps: toTimeline(row.rollout, stepEnds(milestones)),
    waves: row.rollout.waves.map(({ size, counts }, index) => ({ index, size, counts: toCountsDto(counts) })),
    exceptions: [...parts.exceptions],
    stopReason: stopReason(milestones),
  };
}

/** Fit to be sent back as a new draft: a title that was made of the versions would outlive them there. */
export function toPlanDto({ draft, title, notes, strategyTemplateId }: Planned): ReleasePlanDto {
  const { environmentId, bins, selector } = draft;
  return {
    environmentId,
    bins: [...bins],
    selector: toSelectorDto(selector),
    ...(title === madeTitle(bins) ? {} : { title }),
    notes,
    ...(strategyTemplateId === null ? {} : { strategyTemplateId }),
    ...toRulesDto(rulesAlone(draft)),
  };
}

type Planned = Pick<ReleaseRow, 'draft' | 'title' | 'notes' | 'strategyTemplateId'>;

function toSelectorDto({ labels, nodeIds }: ReleaseRow['draft']['selector']): SelectorDto {
  const copied = Object.entries(labels).map(([label, values]) => [label, [...values]]);
  return { labels: Object.fromEntries(copied) as Record<string, string[]>, nodeIds: [...nodeIds] };
}

function stopReason(milestones: readonly EventRow[]): ReleaseDetailDto['stopReason'] {
  for (const { data } of [...milestones].reverse()) {
    if (
      (data.type === 'release.rejected' ||
        data.type === 'release.cancelled' ||
        data.type === 'release.stopped') &&
      data.reason
    ) {
      return text(data.reason, data.reason);
    }
  }
  return null;
}
