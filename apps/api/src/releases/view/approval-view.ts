import type { ApprovalState, StoredQuestion } from '../../approvals/index.js';
import type { ApprovalDto, ApprovalLevelDto, QuestionDto } from '../dto/approval.dto.js';
import type { ReleaseRow } from './release-row.js';

/** What was asked of whom, what they said, and what is missing. */
export function toApprovalDto(
  { planHash, makerIds, deployedAt }: Pick<ReleaseRow, 'planHash' | 'makerIds' | 'deployedAt'>,
  approval: ApprovalState,
  questions: readonly StoredQuestion[],
): ApprovalDto {
  const { request, standing, round } = approval;
  return {
    // Time has no say any more in what was deployed in time.
    status: standing.status === 'expired' && deployedAt !== null ? 'approved' : standing.status,
    required: approval.required,
    given: approval.given,
    askedAt: approval.openedAt?.toISOString() ?? null,
    expiresAt: request.expiresAt === null ? null : new Date(request.expiresAt).toISOString(),
    allowsOwnWork: request.policy.allowsOwnWork,
    levels: levelsOf(approval),
    whoMayApprove: [...approval.mayApprove],
    decisions: approval.decisions.map((decision) => ({
      approver: decision.approver,
      deputy: decision.decidedBy.id === decision.approver.id ? null : decision.decidedBy,
      decision: decision.verdict,
      level: decision.level,
      reason: decision.reason,
      at: decision.at.toISOString(),
      isCurrent: decision.planHash === planHash && decision.round === round,
    })),
    questions: questions.map((question) => toQuestionDto(question, makerIds)),
  };
}

export function toQuestionDto(
  { id, at, author, text }: StoredQuestion,
  makerIds: readonly string[],
): QuestionDto {
  return { id, author, isByMaker: makerIds.includes(author.id), text, at: at.toISOString() };
}

function levelsOf({ request, standing, nameOf }: ApprovalState): ApprovalLevelDto[] {
  const person = (id: string): { id: string; name: string } => ({ id, name: nameOf(id) });
  return request.policy.levels.map(({ roles, userIds, minimum }, index) => ({
    roles: [...roles],
    people: userIds.map(person),
    minimum,
    approvedBy: (standing.levels[index]?.givenBy ?? []).map(person),
    isOpen: standing.openLevel === index,
  }));
}
