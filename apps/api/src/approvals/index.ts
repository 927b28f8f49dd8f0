export { ApprovalsModule } from './approvals.module.js';
export type { StoredDecision } from './approvals.repository.js';
export {
  ApprovalsService,
  type ApprovalRefusal,
  type ApprovalState,
  type ApprovalSubject,
} from './approvals.service.js';
export { ReleaseApproval } from './release-approval.entity.js';
