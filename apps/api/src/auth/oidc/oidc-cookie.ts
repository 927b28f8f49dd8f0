import type { FastifyReply, FastifyRequest } from 'fastify';
import { cookieOf } from '../auth-cookies.js';
import { TRANSACTION_SECONDS } from './oidc-transactions.js';

const WORD = 'rc_provider';
const WORD_SECONDS = 365 * 24 * 3_600;

export function oidcCookieOf(request: FastifyRequest, isSecure: boolean): string | undefined {
  return cookieOf(request, nameOf(isSecure));
}

/** Undefined takes it away. */
export function setOidcCookie(reply: FastifyReply, value: string | undefined, isSecure: boolean): void {
  const lifetime = value === undefined ? 0 : TRANSACTION_SECONDS;
  // Lax, because the provider sends the browser back from another site.
  const attributes = `Path=/; HttpOnly; SameSite=Lax; Max-Age=${lifetime}${isSecure ? '; Secure' : ''}`;
  void reply.header('set-cookie', `${nameOf(isSecure)}=${value ?? ''}; ${attributes}`);
}

/** What the browser keeps from a sign-in through the provider that worked; it opens nothing. */
export function providerWordOf(request: FastifyRequest): string | undefined {
  return cookieOf(request, WORD);
}

export function setProviderWord(reply: FastifyReply, word: string, isSecure: boolean): void {
  const attributes = `Path=/api/v1/auth/oidc; HttpOnly; SameSite=Lax; Max-Age=${WORD_SECONDS}`;
  void reply.header('set-cookie', `${WORD}=${word}; ${attributes}${isSecure ? '; Secure' : ''}`);
}

/** With this prefix browsers take it from no other host, so that nobody nearby can put in a sign-in of theirs. */
function nameOf(isSecure: boolean): string {
  return isSecure ? '__Host-rc_oidc' : 'rc_oidc';
}
