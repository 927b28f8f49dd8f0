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
}

/** The beginning of an answer. Whoever does not read its body to the end destroys it. */
export interface Opened {
  readonly status: number;
  readonly headers: Headers;
  readonly body: IncomingMessage;
}

export interface Most {
  readonly maxBytes: number;
  /** A longer body is cut there, and one that breaks off is taken as far as it came; else both are failures. */
  readonly isBodyCut: boolean;
}

/** One request and its answer over a given connection, which is closed then. */
export async function exchange(url: URL, sent: Sent, way: Way & Most): Promise<Response> {
  const opened = await open(url, sent, way);
  return collect(opened, way, hostOf(url)).finally(() => way.socket.destroy());
}

/** The connection is closed when the body is. */
export function open(url: URL, { method, headers, body }: Sent, way: Way): Promise<Opened> {
  const isSecure = url.protocol === 'https:';
  const host = hostOf(url);
  const name = isIP(host) ? {} : { servername: host };
  const connection = isSecure ? tlsConnect({ socket: way.socket, host, ...name }) : way.socket;
  return new Promise<Opened>((resolve, reject) => {
    way.socket.on('error', reject);
    const request = (isSecure ? httpsRequest : httpRequest)(url, {
      method,
      headers: { ...Object.fromEntries(headers), ...(body ? { 'content-length': body.length } : {}) },
      signal: way.signal,
      defaultPort: isSecure ? 443 : 80,
      createConnection: () => connection,
    });
    request.once('error', reject);
    request.once('response', (answer) => {
      answer.once('close', () => way.socket.destroy());
      resolve({ status: answer.statusCode ?? 0, headers: headersOf(answer), body: answer });
    });
    request.end(body);
  }).catch((error: unknown) => {
    way.socket.destroy();
    throw error;
  });
}

/** Without the brackets of an IPv6 address. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '');
}

async function collect({ status, headers, body }: Opened, most: Most, host: string): Promise<Response> {
  const chunks: Buffer[] = [];
  try {
    let left = most.maxBytes;
    for await (const chunk of body as AsyncIterable<Buffer>) {
      if (chunk.length > left && !most.isBodyCut) throw tooLong(host, most.maxBytes);
      chunks.push(chunk.subarray(0, left));
      if (chunk.length > left) break;
      left -= chunk.length;
    }
  } catch (error) {
    if (!most.isBodyCut) throw error;
  }
  const hasBody = ![101, 204, 205, 304].includes(status);
  return new Response(hasBody ? Buffer.concat(chunks) : null, { status, headers });
}

function tooLong(host: string, maxBytes: number): Error {
  return outgoingFailed(
    host,
    { en: `its answer has more than ${maxBytes} bytes`, zh: `应答超过 ${maxBytes} 字节` },
    true,
  );
}

function headersOf({ rawHeaders }: IncomingMessage): Headers {
  const headers = new Headers();
  for (let at = 0; at < rawHeaders.length; at += 2)
    headers.append(rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '');
  return headers;
}
