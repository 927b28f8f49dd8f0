import { ApprovalRequestEntity } from './approval-request.entity.js';
import { DelegationEntity } from './delegations/delegation.entity.js';
import { ReleaseApproval } from './release-approval.entity.js';
import { ReleaseQuestionEntity } from './release-question.entity.js';

export type { ApprovalState, ApprovalSubject } from './approval-states.read-model.js';
export { ApprovalsModule } from './approvals.module.js';
export type { StoredDecision, StoredQuestion } from './approvals.repository.js';
export { ApprovalsService, type ApprovalRefusal } from './approvals.service.js';

export const approvalEntities = [
  ReleaseApproval,
  ApprovalRequestEntity,
  ReleaseQuestionEntity,
  DelegationEntity,
];
