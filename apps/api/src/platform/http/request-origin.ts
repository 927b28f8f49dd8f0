import { AsyncLocalStorage } from 'node:async_hooks';
import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';
import type { HttpServer } from './server.js';

const USER_AGENT_CHARACTERS = 200;

/** Where a request came from, as this process saw it: no header of a stranger says what the address is. */
export interface RequestOrigin {
  readonly requestId: string;
  /** Of the other end of the connection, or who a trusted proxy there says that it is. */
  readonly address: string;
  readonly userAgent: string | null;
  /** The API token that was shown, once it is known to be good. */
  readonly token?: { readonly id: string; readonly name: string; readonly ownerId: string };
}

type Kept = { -readonly [Key in keyof RequestOrigin]: RequestOrigin[Key] };

const ORIGIN = new AsyncLocalStorage<Kept>();

/** Of the request that the caller works for; undefined outside of requests. */
export function requestOrigin(): RequestOrigin | undefined {
  return ORIGIN.getStore();
}

export function noteToken(token: NonNullable<RequestOrigin['token']>): void {
  const origin = ORIGIN.getStore();
  if (origin) origin.token = token;
}

export function keepRequestOrigin(server: HttpServer): void {
  // Not earlier: reading a body goes on in the context of the connection, which other requests share.
  server.addHook('preValidation', (request, _reply, done) => {
    const userAgent = request.headers['user-agent']?.slice(0, USER_AGENT_CHARACTERS) ?? null;
    ORIGIN.run({ requestId: request.id, address: addressOf(request), userAgent: plain(userAgent) }, done);
  });
}

/** Even a trusted proxy passes on what it was sent: words that are no address count as none. */
export function addressOf(request: FastifyRequest): string {
  return isIP(request.ip) ? request.ip : (request.socket.remoteAddress ?? '');
}

/** Headers have no encoding that both ends agree on; what is kept of them is plain ASCII. */
function plain(header: string | null): string | null {
  return header?.replace(/[^\x20-\x7e]/g, '?') ?? null;
}
