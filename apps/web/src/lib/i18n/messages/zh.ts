import { approvalZh } from './approval.zh';
import { commonZh } from './common.zh';
import type { Catalogue } from './en';
import { fleetZh } from './fleet.zh';
import { gatesZh } from './gates.zh';
import { insightZh } from './insight.zh';
import { judgeZh } from './judge.zh';
import { peopleZh } from './people.zh';
import { providerZh } from './provider.zh';
import { releaseZh } from './release.zh';
import { securityZh } from './security.zh';
import { steeringZh } from './steering.zh';
import { templateZh } from './template.zh';

export const zh: Catalogue = {
  ...commonZh,
  ...approvalZh,
  ...insightZh,
  ...judgeZh,
  ...peopleZh,
  ...providerZh,
  ...releaseZh,
  ...fleetZh,
  ...securityZh,
  ...steeringZh,
  ...gatesZh,
  ...templateZh,
};
