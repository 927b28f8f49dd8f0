import { DomainError } from '../../platform/http/index.js';

// People read these words in the pages, by the code; none has anything of what the provider said.

export const oidcOff = (): DomainError =>
  new DomainError('conflict', 'OIDC_OFF', 'This console has no OpenID Connect provider. Set OIDC_ISSUER.');

export const oidcUnavailable = (): DomainError =>
  new DomainError(
    'unavailable',
    'OIDC_UNAVAILABLE',
    'The provider does not answer as it should. Try again, or sign in with a password.',
  );

/** Not begun here, or in another browser, or too long ago, or back a second time. */
export const oidcStale = (): DomainError =>
  new DomainError(
    'gone',
    'OIDC_STALE',
    'This sign-in was not begun in this browser, took too long or was used already. Begin again.',
  );

export const oidcCancelled = (): DomainError =>
  new DomainError('forbidden', 'OIDC_CANCELLED', 'The sign-in at the provider was cancelled or not allowed.');

export const oidcRefused = (): DomainError =>
  new DomainError('unavailable', 'OIDC_REFUSED', 'The provider refused. The log of the console says why.');

export const oidcInvalid = (): DomainError =>
  new DomainError(
    'forbidden',
    'OIDC_INVALID',
    'The answer of the provider did not stand the checks. The log of the console says why.',
  );

export const oidcEmailMissing = (): DomainError =>
  new DomainError('forbidden', 'OIDC_EMAIL_MISSING', 'The provider told no e-mail address of yours.');

export const oidcEmailUnverified = (): DomainError =>
  new DomainError(
    'forbidden',
    'OIDC_EMAIL_UNVERIFIED',
    'The provider has not verified your e-mail address. Verify it there first.',
  );

export const oidcEmailTaken = (): DomainError =>
  new DomainError(
    'conflict',
    'OIDC_EMAIL_TAKEN',
    'There is an account with your e-mail address. Sign in with its password and link it in your profile.',
  );

export const oidcNoRole = (): DomainError =>
  new DomainError(
    'forbidden',
    'OIDC_NO_ROLE',
    'None of your groups has a role here. Ask an admin of the console.',
  );

export const oidcGroupsUnknown = (): DomainError =>
  new DomainError(
    'forbidden',
    'OIDC_GROUPS_UNKNOWN',
    'The provider did not tell your groups, because there are too many. An admin has to limit them there.',
  );

export const oidcDisabled = (): DomainError =>
  new DomainError('forbidden', 'ACCOUNT_DISABLED', 'This account is disabled. Ask an admin.');

export const oidcLinkedElsewhere = (): DomainError =>
  new DomainError(
    'conflict',
    'OIDC_LINKED_ELSEWHERE',
    'You signed in at the provider as somebody who has another account here.',
  );

export const oidcLinkedAlready = (): DomainError =>
  new DomainError('conflict', 'OIDC_LINKED_ALREADY', 'Your account is linked with the provider already.');
