import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type Socket } from 'node:net';
import { connect as tlsConnect } from 'node:tls';
import { outgoingFailed } from './outgoing.errors.js';

export interface Sent {
  readonly method: string;
  readonly headers: Headers;
  readonly body: Buffer | undefined;
}

export interface Way {
  /** A connection that is under way. Whoever made it has seen to where it goes. */
  readonly socket: Socket;
  readonly signal: AbortSignal;
  readonly maxBytes: number;
}

/** One request and its answer over a given connection, which is closed then. */
export function exchange(url: URL, { method, headers, body }: Sent, way: Way): Promise<Response> {
  const isSecure = url.protocol === 'https:';
  const host = hostOf(url);
  const name = isIP(host) ? {} : { servername: host };
  const connection = isSecure ? tlsConnect({ socket: way.socket, host, ...name }) : way.socket;
  return new Promise((resolve, reject) => {
    way.socket.once('error', reject);
    const request = (isSecure ? httpsRequest : httpRequest)(url, {
      method,
      headers: { ...Object.fromEntries(headers), ...(body ? { 'content-length': body.length } : {}) },
      signal: way.signal,
      defaultPort: isSecure ? 443 : 80,
      createConnection: () => connection,
    });
    request.once('error', reject);
    request.once('response', (answer) => {
      collect(answer, way.maxBytes, host).then(resolve, reject);
    });
    request.end(body);
  }).finally(() => way.socket.destroy()) as Promise<Response>;
}

/** Without the brackets of an IPv6 address. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '');
}

async function collect(answer: IncomingMessage, maxBytes: number, host: string): Promise<Response> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw outgoingFailed(host, `its answer has more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  const status = answer.statusCode ?? 0;
  const headers = new Headers();
  for (let at = 0; at < answer.rawHeaders.length; at += 2)
    headers.append(answer.rawHeaders[at] ?? '', answer.rawHeaders[at + 1] ?? '');
  const hasBody = ![101, 204, 205, 304].includes(status);
  return new Response(hasBody ? Buffer.concat(chunks) : null, { status, headers });
}
