import { invalidField } from '../platform/http/index.js';
import type { EnvironmentEntity } from './environment.entity.js';

const FIELD = 'promotionRule.fromEnvironmentId';

type Link = Pick<EnvironmentEntity, 'promotionFromId'> & { readonly id?: string };

/** Refuses a rule that names no environment of the project, or from which rule after rule leads back to it. */
export function ensureLeadsSomewhere(
  environment: Link,
  others: readonly Pick<EnvironmentEntity, 'id' | 'code' | 'promotionFromId'>[],
): void {
  const byId = new Map(others.map((other) => [other.id, other]));
  if (environment.promotionFromId !== null && !byId.has(environment.promotionFromId))
    throw invalidField(FIELD, 'not_in_project', 'Name another environment of the same project.');
  let next = environment.promotionFromId;
  for (const seen = new Set<string>(); next !== null && !seen.has(next);) {
    if (next === environment.id)
      throw invalidField(
        FIELD,
        'leads_back',
        'Rule after rule leads back to this environment, so nothing could ever come here.',
      );
    seen.add(next);
    next = byId.get(next)?.promotionFromId ?? null;
  }
}
