import type { ApprovalPolicy, ApprovalPolicyInput } from '../../../lib/api';

export type PolicyValues = Required<
  Pick<ApprovalPolicyInput, 'levels' | 'allowsOwnWork' | 'expiresAfterHours' | 'openRequests'>
>;
export type LevelValues = PolicyValues['levels'][number];

export const APPROVING_ROLES = ['admin', 'project_admin', 'release_manager'] as const;
export const MOST_LEVELS = 5;

export const newLevel = (): LevelValues => ({ roles: [...APPROVING_ROLES], userIds: [], minimum: 1 });

export const policyValues = (policy: ApprovalPolicy): PolicyValues => ({
  levels: policy.levels.map(({ roles, people, minimum }) => ({
    roles,
    userIds: people.map(({ id }) => id),
    minimum,
  })),
  allowsOwnWork: policy.allowsOwnWork,
  expiresAfterHours: policy.expiresAfterHours,
  openRequests: 'keep',
});

/** A level that names nobody, or too few, can't be meant. */
export const isLevelComplete = ({ roles, userIds, minimum }: LevelValues): boolean =>
  roles.length > 0 || userIds.length >= minimum;
