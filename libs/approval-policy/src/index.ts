export { assess, type LevelStanding, type Standing } from './assess.js';
export {
  expiryOf,
  isNamedIn,
  peopleRequired,
  type ApprovalLevel,
  type ApprovalPolicy,
  type ApprovalRequest,
  type Approver,
  type Decision,
  type Delegation,
} from './policy.js';
export { mayApprove, mayReject, shortages, whoMayApprove, type MayDecide, type Refused } from './who-may.js';
