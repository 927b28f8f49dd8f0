import { simplePolicy } from './approval-policies/default-policy.js';
import type { AddEnvironment, CreateEnvironment, PromotionRule } from './environment.dto.js';
import type { EnvironmentEntity } from './environment.entity.js';

const DEFAULTS: readonly CreateEnvironment[] = [
  { code: 'dev', name: 'Development' },
  { code: 'test', name: 'Test' },
  { code: 'staging', name: 'Staging', requiredApprovals: 1 },
  { code: 'production', name: 'Production', requiredApprovals: 1, isProduction: true },
];
const ROLLBACK_WINDOW_HOURS = 72;

/** What a new project starts with. */
export function plannedEnvironments(
  asked: readonly CreateEnvironment[] | undefined,
): readonly CreateEnvironment[] {
  return asked ?? DEFAULTS;
}

export function environmentOf(
  projectId: string,
  request: AddEnvironment,
  position: number,
): Omit<EnvironmentEntity, 'id'> {
  return {
    projectId,
    code: request.code,
    name: request.name?.trim() ?? request.code,
    position: request.position ?? position,
    isProduction: request.isProduction ?? false,
    approvalPolicy: simplePolicy(request.requiredApprovals ?? 0),
    rollbackWindowHours: request.rollbackWindowHours ?? ROLLBACK_WINDOW_HOURS,
    ...promotionFields(request.promotionRule ?? null),
  };
}

export function promotionFields(
  rule: PromotionRule | null,
): Pick<EnvironmentEntity, 'promotionFromId' | 'promotionSoakHours'> {
  return { promotionFromId: rule?.fromEnvironmentId ?? null, promotionSoakHours: rule?.soakHours ?? null };
}
