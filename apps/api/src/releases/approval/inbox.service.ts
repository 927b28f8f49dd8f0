import { Injectable } from '@nestjs/common';
import { mayApprove } from '@release-console/approval-policy';
import { ApprovalsService, type ApprovalState, type StoredQuestion } from '../../approvals/index.js';
import type { Actor } from '../../platform/auth-guard/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { toPage, type Page } from '../../platform/http/index.js';
import { subjectOf } from '../view/approval-subject.js';
import { toQuestionDto } from '../view/approval-view.js';
import { ReleaseListReadModel } from '../view/release-list.read-model.js';
import type { ListedRelease } from '../view/release-row.js';
import { toSummary } from '../view/release-summary.js';
import type { ApprovalItemDto, ApprovalQuery } from './inbox.dto.js';

const READ_AT_ONCE = 100;

interface Entry {
  readonly row: ListedRelease;
  readonly state: ApprovalState;
}

/** Requests for approval, as they concern one person. */
@Injectable()
export class ApprovalsInboxService {
  constructor(
    private readonly database: Database,
    private readonly list: ReleaseListReadModel,
    private readonly approvals: ApprovalsService,
    private readonly clock: Clock,
  ) {}

  /** Whom a request waits for is for the policy to say, so rows are read until a page is full. */
  async page(actor: Actor, { tab, limit, cursor }: ApprovalQuery): Promise<Page<ApprovalItemDto>> {
    const found: Entry[] = [];
    let next: string | null | undefined = cursor;
    do {
      const page: Page<ListedRelease> = await this.list.list(this.database.reader, {
        projectIds: actor.visibleProjectIds,
        ...(tab === 'decided' ? {} : { statuses: ['pending_approval'] }),
        wasAsked: true,
        limit: READ_AT_ONCE,
        cursor: next ?? undefined,
      });
      const entries = await this.entriesOf(page.items);
      found.push(...entries.filter((entry) => this.tabOf(entry, actor) === tab));
      next = page.nextCursor;
    } while (found.length <= limit && next !== null);
    const { items, nextCursor } = toPage(found, limit, ({ row }) => [row.number]);
    const ids = items.map(({ row }) => row.id);
    const questions = await this.approvals.latestQuestionsOf(this.database.reader, ids);
    return {
      items: items.map((entry) => this.toItem(entry, actor, questions.get(entry.row.id))),
      nextCursor,
    };
  }

  private async entriesOf(rows: readonly ListedRelease[]): Promise<readonly Entry[]> {
    const subjects = rows.map((row) => subjectOf(row, row.environment.approvalPolicy));
    const states = await this.approvals.statesOf(this.database.reader, subjects);
    return rows.flatMap((row, index) => {
      const state = states[index];
      return state ? [{ row, state }] : [];
    });
  }

  private tabOf({ row, state }: Entry, actor: Actor): ApprovalQuery['tab'] {
    if (row.status !== 'pending_approval' || state.standing.status === 'expired') return 'decided';
    return mayApprove(state.request, actor.id, this.clock.millis()).ok ? 'mine' : 'others';
  }

  private toItem({ row, state }: Entry, actor: Actor, latest: StoredQuestion | undefined): ApprovalItemDto {
    const { expiresAt } = state.request;
    return {
      release: toSummary(row, null, state, actor, this.clock.millis()),
      outcome: outcomeOf(row, state),
      planHash: row.planHash,
      notes: row.notes,
      nodeCount: row.rollout.plan.nodeCount,
      required: state.required,
      given: state.given,
      askedAt: state.openedAt?.toISOString() ?? null,
      expiresAt: expiresAt === null ? null : new Date(expiresAt).toISOString(),
      whoMayApprove: [...state.mayApprove],
      myDecision: ownDecision(state, row.planHash, actor.id),
      latestQuestion: latest ? toQuestionDto(latest, row.makerIds) : null,
    };
  }
}

function outcomeOf(
  { status, deployedAt, rollout }: ListedRelease,
  { standing }: ApprovalState,
): ApprovalItemDto['outcome'] {
  const isAtItsEnd = status === 'rejected' || status === 'cancelled';
  if (isAtItsEnd || (status === 'superseded' && deployedAt === null)) return status;
  if (rollout.approvalOverride) return 'bypassed';
  if (deployedAt === null && standing.status === 'expired') return 'expired';
  return status === 'pending_approval' ? 'waiting' : 'approved';
}

function ownDecision(
  { decisions, round }: ApprovalState,
  planHash: string,
  id: string,
): ApprovalItemDto['myDecision'] {
  const own = decisions.findLast(
    (decision) =>
      decision.planHash === planHash &&
      decision.round === round &&
      (decision.approver.id === id || decision.decidedBy.id === id),
  );
  return own?.verdict ?? null;
}
