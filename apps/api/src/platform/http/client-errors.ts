import type { IncomingMessage, OutgoingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { rawProblem } from './raw-problem.js';

type HttpSocket = Socket & { readonly _httpMessage?: OutgoingMessage | null };

const PATIENT = new WeakSet<object>();

/**
 * The body of this request may take longer than others do. Whoever says so watches over it: the server no longer does.
 */
export function allowSlowBody(request: IncomingMessage): void {
  PATIENT.add(request.socket);
  // The next request on the same connection has to be as quick as any other.
  request.once('close', () => PATIENT.delete(request.socket));
}

/** What the parser of HTTP refuses, before there is a request: answered as a problem, and the connection ends. */
export function refuseClient(error: NodeJS.ErrnoException, socket: HttpSocket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  // The server names a slow connection once and then no more.
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT' && PATIENT.has(socket)) return;
  // As Node itself does: in the middle of an answer nothing can be said any more.
  if (socket.writable && !socket._httpMessage?.headersSent) socket.write(problemOf(error.code));
  socket.destroySoon();
}

function problemOf(code: string | undefined): string {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return rawProblem(408, 'REQUEST_TIMEOUT', 'The request did not arrive in time. Send it again.');
  if (code === 'HPE_HEADER_OVERFLOW')
    return rawProblem(431, 'HEADERS_TOO_LARGE', 'The address and headers are larger than 16 KiB together.');
  return rawProblem(400, 'BAD_REQUEST', 'This is no valid HTTP/1.1 request.');
}
