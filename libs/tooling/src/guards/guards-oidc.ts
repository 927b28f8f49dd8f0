import type { Guard } from './guard.js';

const OIDC = 'apps/api/src/auth/oidc';
const SIGN_IN = `${OIDC}/oidc-sign-in.db-spec.ts`;

export const OIDC_GUARDS: readonly Guard[] = [
  {
    id: 'S22',
    guards: 'a token of the provider counts when the provider has signed it',
    file: `${OIDC}/oidc-provider.ts`,
    find: '    client.enableNonRepudiationChecks(config);\n',
    replace: '',
    spec: `${OIDC}/oidc-forgeries.db-spec.ts`,
    test: 'S22 is refused with a key of somebody else',
  },
  {
    id: 'S22',
    guards: 'no provider that stands for the tenants of everybody lets anybody in',
    file: `${OIDC}/oidc-provider.ts`,
    find: 'if (new URL(config.serverMetadata().issuer).href !== server.href)',
    replace: "if (config.serverMetadata().issuer === '')",
    spec: `${OIDC}/oidc-provider.spec.ts`,
    test: 'S22 is never one that stands for all tenants',
  },
  {
    id: 'S23',
    guards: 'nobody comes back from the provider whom this browser did not send',
    file: `${OIDC}/oidc-sign-in.service.ts`,
    find: "if (!begun || begun.state !== new URLSearchParams(search).get('state')) throw oidcStale();",
    replace: 'if (!begun) throw oidcStale();',
    spec: SIGN_IN,
    test: 'S23 takes nobody back',
  },
  {
    id: 'S23',
    guards: 'a sign-in comes back from the provider once',
    file: `${OIDC}/oidc-sign-in.service.ts`,
    find: '    if (!isFirst) throw oidcStale();\n',
    replace: '    void isFirst;\n',
    spec: SIGN_IN,
    test: 'S23 works once',
  },
  {
    id: 'S32',
    guards: 'an e-mail address alone never opens an account that is there',
    file: `${OIDC}/oidc-accounts.ts`,
    find: '    if (!isOpen) throw oidcEmailTaken();\n',
    replace: '    void isOpen;\n',
    spec: SIGN_IN,
    test: 'S32 never takes an address for a person',
  },
  {
    id: 'S32',
    guards: 'an address that the provider has not verified makes no account',
    file: `${OIDC}/oidc-accounts.ts`,
    find: '    if (!isEmailVerified && !this.provider.own.trustsEmail) throw oidcEmailUnverified();\n',
    replace: '    void isEmailVerified;\n',
    spec: SIGN_IN,
    test: 'S32 refuses a new person',
  },
];
