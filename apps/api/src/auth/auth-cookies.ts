import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Granted } from './sign-in.service.js';

const REFRESH = 'rc_refresh';
const DEVICE = 'rc_device';
const PATH = '/api/v1/auth';
const DEVICE_SECONDS = 365 * 24 * 3_600;

export function refreshCookieOf(request: FastifyRequest): string | undefined {
  return cookieOf(request, REFRESH);
}

/** What the browser keeps from an earlier sign-in, also after signing out. */
export function deviceCookieOf(request: FastifyRequest): string | undefined {
  return cookieOf(request, DEVICE);
}

export function setAuthCookies(reply: FastifyReply, granted: Granted, isSecure: boolean): void {
  const { refreshToken, expiresAt, deviceWord } = granted;
  const refresh = cookie(REFRESH, refreshToken, `Expires=${expiresAt.toUTCString()}`, isSecure);
  const device = deviceWord && cookie(DEVICE, deviceWord, `Max-Age=${DEVICE_SECONDS}`, isSecure);
  void reply.header('set-cookie', device ? [refresh, device] : refresh);
}

export function clearRefreshCookie(reply: FastifyReply, isSecure: boolean): void {
  void reply.header('set-cookie', cookie(REFRESH, '', 'Max-Age=0', isSecure));
}

export function cookieOf(request: FastifyRequest, wanted: string): string | undefined {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const [name, value] = pair.trim().split('=', 2);
    if (name === wanted && value) return value;
  }
  return undefined;
}

function cookie(name: string, value: string, lifetime: string, isSecure: boolean): string {
  return `${name}=${value}; Path=${PATH}; HttpOnly; SameSite=Strict; ${lifetime}${isSecure ? '; Secure' : ''}`;
}
