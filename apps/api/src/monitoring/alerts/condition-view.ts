import type { AlertConditionDto } from './definitions/alert-condition.dto.js';

/** As it came in: what does not belong to the kind is absent. */
export function conditionView(condition: object): AlertConditionDto {
  const entries = Object.entries(condition).filter(([, value]) => value !== null);
  return Object.fromEntries(entries) as unknown as AlertConditionDto;
}
