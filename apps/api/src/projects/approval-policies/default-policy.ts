import type { ApprovalPolicy } from '@release-console/approval-policy';

/** Whose right to approve a policy can ask for. */
export const APPROVING_ROLES = ['admin', 'project_admin', 'release_manager'] as const;

/** One level of everybody who may approve at all. */
export function simplePolicy(required: number): ApprovalPolicy {
  const level = { roles: [...APPROVING_ROLES], userIds: [], minimum: required };
  return { levels: required === 0 ? [] : [level], allowsOwnWork: false, expiresAfterHours: null };
}
