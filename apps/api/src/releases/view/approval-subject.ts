import type { ApprovalSubject } from '../../approvals/index.js';
import type { Release } from '../store/release.entity.js';

export function subjectOf(release: Release, required: number): ApprovalSubject {
  return {
    releaseId: release.id,
    projectId: release.projectId,
    planHash: release.planHash,
    makerIds: release.makerIds,
    required,
  };
}
