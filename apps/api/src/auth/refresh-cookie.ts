import type { FastifyReply, FastifyRequest } from 'fastify';

const NAME = 'rc_refresh';
const PATH = '/api/v1/auth';

export function refreshCookieOf(request: FastifyRequest): string | undefined {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const [name, value] = pair.trim().split('=', 2);
    if (name === NAME && value) return value;
  }
  return undefined;
}

export function setRefreshCookie(
  reply: FastifyReply,
  token: string,
  expiresAt: Date,
  isSecure: boolean,
): void {
  void reply.header('set-cookie', cookie(token, `Expires=${expiresAt.toUTCString()}`, isSecure));
}

export function clearRefreshCookie(reply: FastifyReply, isSecure: boolean): void {
  void reply.header('set-cookie', cookie('', 'Max-Age=0', isSecure));
}

function cookie(value: string, lifetime: string, isSecure: boolean): string {
  return `${NAME}=${value}; Path=${PATH}; HttpOnly; SameSite=Strict; ${lifetime}${isSecure ? '; Secure' : ''}`;
}
