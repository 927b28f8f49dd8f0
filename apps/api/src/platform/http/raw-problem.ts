import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import { problem } from './problem.js';
import { SECURE_HEADERS } from './secure-headers.js';

/** A refusal as it goes over a socket on which there is no request that could be answered; the connection ends with it. */
export function rawProblem(status: number, code: string, detail: string): string {
  const requestId = randomUUID();
  const body = JSON.stringify(problem(status, code, detail, requestId));
  const headers = {
    ...SECURE_HEADERS,
    'content-type': 'application/problem+json',
    'content-length': String(Buffer.byteLength(body)),
    'x-request-id': requestId,
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Error'}`, ...lines, '', body].join('\r\n');
}
