import type { Guard } from './guard.js';
import { APPROVAL_GUARDS } from './guards-approvals.js';
import { CI_GUARDS } from './guards-ci.js';
import { DATA_GUARDS } from './guards-data.js';
import { EDGE_GUARDS } from './guards-edge.js';
import { IDENTITY_GUARDS } from './guards-identity.js';
import { OIDC_GUARDS } from './guards-oidc.js';
import { TOKEN_GUARDS } from './guards-tokens.js';

export const ALL_GUARDS: readonly Guard[] = [
  ...APPROVAL_GUARDS,
  ...CI_GUARDS,
  ...DATA_GUARDS,
  ...EDGE_GUARDS,
  ...IDENTITY_GUARDS,
  ...OIDC_GUARDS,
  ...TOKEN_GUARDS,
];
