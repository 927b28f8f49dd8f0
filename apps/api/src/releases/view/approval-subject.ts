import type { ApprovalPolicy } from '@release-console/approval-policy';
import type { ApprovalSubject } from '../../approvals/index.js';
import type { Release } from '../store/release.entity.js';

export function subjectOf(release: Omit<Release, 'draft'>, policyNow: ApprovalPolicy): ApprovalSubject {
  return {
    releaseId: release.id,
    projectId: release.projectId,
    planHash: release.planHash,
    makerIds: release.makerIds,
    policyNow,
  };
}
