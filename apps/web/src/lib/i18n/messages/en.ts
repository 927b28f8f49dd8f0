import { approvalEn } from './approval.en';
import { commonEn } from './common.en';
import { fleetEn } from './fleet.en';
import { gatesEn } from './gates.en';
import { insightEn } from './insight.en';
import { judgeEn } from './judge.en';
import { peopleEn } from './people.en';
import { providerEn } from './provider.en';
import { releaseEn } from './release.en';
import { securityEn } from './security.en';
import { steeringEn } from './steering.en';
import { templateEn } from './template.en';

export const en = {
  ...commonEn,
  ...approvalEn,
  ...insightEn,
  ...judgeEn,
  ...peopleEn,
  ...providerEn,
  ...releaseEn,
  ...fleetEn,
  ...securityEn,
  ...steeringEn,
  ...gatesEn,
  ...templateEn,
} as const;

/** Words that every page may need; those of `later.ts` come with their pages. */
export type FirstKey = keyof typeof en;
export type Catalogue = Readonly<Record<FirstKey, string>>;
