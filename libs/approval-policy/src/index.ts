export {
  mayApprove,
  tally,
  type ApprovalPolicy,
  type ApprovalRequest,
  type Approver,
  type Decision,
  type MayDecide,
  type Tally,
} from './policy.js';
