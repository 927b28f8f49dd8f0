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
    throw invalidField(FIELD, 'not_in_project', {
      en: 'Name another environment of the same project.',
      zh: '请指定同一项目的另一个环境。',
    });
  let next = environment.promotionFromId;
  for (const seen = new Set<string>(); next !== null && !seen.has(next);) {
    if (next === environment.id)
      throw invalidField(FIELD, 'leads_back', {
        en: 'Rule after rule leads back to this environment, so nothing could ever come here.',
        zh: '晋级规则依次相连又回到此环境，任何版本都无法到达这里。',
      });
    seen.add(next);
    next = byId.get(next)?.promotionFromId ?? null;
  }
}
