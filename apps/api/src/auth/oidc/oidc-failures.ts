import * as client from 'openid-client';
import { DomainError } from '../../platform/http/index.js';
import { oidcCancelled, oidcInvalid, oidcRefused, oidcUnavailable } from './oidc.errors.js';

/** Standard words only: whatever else stands in an answer may be anybody's, or a secret. */
const WORD = /^[A-Za-z_]{1,60}$/;
const NOT_AN_ANSWER = new Set(['OAUTH_TIMEOUT', 'OAUTH_ABORT', 'OAUTH_RESPONSE_IS_NOT_JSON']);

export interface Failure {
  readonly refusal: DomainError;
  /** For the log. */
  readonly told: string;
}

/** What came of asking a provider. */
export function refusalOf(error: unknown): Failure {
  const cause = causeOf(error);
  if (cause) {
    const refusal = cause.code.startsWith('OUTGOING_') ? oidcUnavailable() : cause;
    return { refusal, told: `${cause.code} ${cause.message}` };
  }
  if (error instanceof client.AuthorizationResponseError) {
    const refusal = error.error === 'access_denied' ? oidcCancelled() : oidcRefused();
    return { refusal, told: `it answered ${wordOf(error.error)}` };
  }
  if (error instanceof client.ResponseBodyError)
    return { refusal: oidcRefused(), told: `it answered ${error.status} ${wordOf(error.error)}` };
  if (error instanceof client.WWWAuthenticateChallengeError)
    return { refusal: oidcRefused(), told: `it answered ${error.status}` };
  return { refusal: refusalBy(error), told: `${codeOf(error)} ${(error as Error).message}` };
}

function refusalBy(error: unknown): DomainError {
  const code = codeOf(error);
  const status = ((error as Error).cause as { status?: unknown } | undefined)?.status;
  const isDown = code === 'OAUTH_RESPONSE_IS_NOT_CONFORM' && Number(status) >= 500;
  return isDown || NOT_AN_ANSWER.has(code) ? oidcUnavailable() : oidcInvalid();
}

function causeOf(error: unknown): DomainError | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 4; at = at.cause, depth += 1)
    if (at instanceof DomainError) return at;
  return undefined;
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}

function wordOf(text: string): string {
  return WORD.test(text) ? text : 'something else than a word of the standard';
}
