import { ApiProblem } from './api/api-problem';
import type { MessageKey, Translate } from './i18n';

const BY_CODE: Readonly<Record<string, MessageKey>> = {
  UNREACHABLE: 'problem.unreachable',
  SIGN_IN_FAILED: 'problem.credentials',
  TOO_MANY_ATTEMPTS: 'problem.tooMany',
  NOT_SIGNED_IN: 'problem.notSignedIn',
  SESSION_ENDED: 'problem.notSignedIn',
  NOT_ALLOWED: 'problem.forbidden',
  NOT_FOUND: 'problem.notFound',
  CODE_WRONG: 'problem.codeWrong',
  WRONG_PASSWORD: 'problem.wrongPassword',
  RESET_CLOSED: 'problem.resetClosed',
  SETUP_CLOSED: 'problem.setupClosed',
  CHECKSUM_MISMATCH: 'problem.checksum',
  VERSION_HAS_OTHER_BYTES: 'problem.otherBytes',
  VERSION_WITHDRAWN: 'problem.withdrawn',
  STALE_REVISION: 'problem.revision',
  RELEASE_CHANGED: 'problem.planChanged',
  NO_PREVIOUS_RELEASE: 'problem.noPrevious',
  NODES_CLAIMED: 'problem.claimed',
  OWN_WORK: 'problem.ownWork',
  ALREADY_DECIDED: 'problem.alreadyDecided',
  PROJECT_ARCHIVED: 'problem.archived',
  PROJECT_CODE_TAKEN: 'problem.codeTaken',
  ENVIRONMENT_CODE_TAKEN: 'problem.codeTaken',
  ENVIRONMENT_IN_USE: 'problem.environmentInUse',
  TEMPLATE_NAME_TAKEN: 'problem.templateNameTaken',
  EMAIL_TAKEN: 'problem.emailTaken',
  OIDC_OFF: 'problem.oidcOff',
  OIDC_UNAVAILABLE: 'problem.oidcUnavailable',
  OIDC_STALE: 'problem.oidcStale',
  OIDC_CANCELLED: 'problem.oidcCancelled',
  OIDC_INVALID: 'problem.oidcInvalid',
  OIDC_REFUSED: 'problem.oidcRefused',
  OIDC_EMAIL_MISSING: 'problem.oidcEmailMissing',
  OIDC_EMAIL_UNVERIFIED: 'problem.oidcEmailUnverified',
  OIDC_EMAIL_TAKEN: 'problem.oidcEmailTaken',
  OIDC_NO_ROLE: 'problem.oidcNoRole',
  OIDC_GROUPS_UNKNOWN: 'problem.oidcGroupsUnknown',
  OIDC_LINKED_ELSEWHERE: 'problem.oidcLinkedElsewhere',
  OIDC_LINKED_ALREADY: 'problem.oidcLinkedAlready',
  ACCOUNT_DISABLED: 'problem.accountDisabled',
  NO_PASSWORD: 'problem.noPassword',
  LAST_ADMIN: 'problem.lastAdmin',
  HOLD_ENDED: 'problem.holdEnded',
  NODE_NOT_QUARANTINED: 'problem.notQuarantined',
  BASELINE_NOT_RELEASED_HERE: 'problem.baselineNotReleased',
  BASELINE_NEEDS_RELEASE: 'problem.baselineNeedsRelease',
  BASELINE_TOO_MANY_NODES: 'problem.baselineTooMany',
  CI_SOURCE_CHANGED: 'problem.revision',
  CI_SOURCE_NAME_TAKEN: 'ci.problem.nameTaken',
  CI_RULE_CHANGED: 'problem.revision',
  CI_BODY_GONE: 'ci.delivery.bodyGone',
  CI_DELIVERY_CONFLICT: 'ci.delivery.noReplay',
  CHANNEL_NAME_TAKEN: 'channel.problem.nameTaken',
  MAIL_NOT_SET: 'mine.noMail',
};

const BY_STATUS: Readonly<Record<number, MessageKey>> = {
  401: 'problem.notSignedIn',
  403: 'problem.forbidden',
  404: 'problem.notFound',
  413: 'problem.tooLarge',
  429: 'problem.tooMany',
};

/** Words for a code alone, which may come from an address that anybody wrote. */
export function codeText(code: string, t: Translate): string | undefined {
  const known = Object.hasOwn(BY_CODE, code) ? BY_CODE[code] : undefined;
  return known && t(known);
}

/** Words for a code we know; else the server's own sentence; else the kind of failure. */
export function problemText(error: unknown, t: Translate): string {
  if (!(error instanceof ApiProblem)) return t('problem.unexpected');
  const known = BY_CODE[error.code];
  if (known) return t(known);
  if (error.status < 500 && error.detail !== '') return error.detail;
  const general = BY_STATUS[error.status];
  if (general) return t(general);
  return error.status >= 500 ? t('problem.server') : error.detail || error.title || t('problem.unexpected');
}
