import type { FastifyReply, FastifyRequest } from 'fastify';
import { cookieOf } from '../auth-cookies.js';
import { TRANSACTION_SECONDS } from './oidc-transactions.js';

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

/** With this prefix browsers take it from no other host, so that nobody nearby can put in a sign-in of theirs. */
function nameOf(isSecure: boolean): string {
  return isSecure ? '__Host-rc_oidc' : 'rc_oidc';
}
